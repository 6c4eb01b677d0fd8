/* vectors.h - the state in which a library's code leaves the vector registers.
 *
 * Code that uses the wide registers (AVX, AVX-512) should clear their upper parts with VZEROUPPER before it returns.
 * If it does not, the registers stay dirty, and on some processors each following SSE instruction is slower until other
 * code clears them: Intel 64 and IA-32 Architectures Optimization Reference Manual, "Mixing AVX code with SSE code".
 * So in a loop, an operation is slowed down by the one before, which may not happen in a handshake; and in a handshake,
 * an operation can be slowed down by another one that left the registers dirty.
 *
 * XGETBV with ECX = 1 tells which parts are in use (Intel SDM vol. 1, 13.1 and 13.6; AMD64 APM vol. 4).  Registers that
 * are all zero are clean.
 */
#pragma once
#include <stdbool.h>

bool tb_vectors_told(void);  /* the processor reports the state; if not, the functions below do nothing useful.  The
                              * first call is slow */
bool tb_vectors_dirty(void); /* this thread, now; false if the state is not reported */
void tb_vectors_clean(void); /* clears the upper parts; no effect without them */
void tb_vectors_soil(void);  /* makes them dirty, as code without VZEROUPPER does; no effect without them */

/* The values that the worker's --vectors reports for an operation: whether it leaves the registers dirty (0 or 1), and
 * its time in ns when it is repeated in a row, with the registers cleaned before each call, and with them made dirty
 * before each call.  Times are the minimum of many. */
enum { TB_VECTORS_DIRTY, TB_VECTORS_IN_A_ROW, TB_VECTORS_CLEANED, TB_VECTORS_SOILED, TB_VECTORS_NUM };
