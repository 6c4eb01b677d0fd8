/* vectors.h - the state in which a library's code leaves the vector registers.
 *
 * Code that uses the wide registers (AVX, AVX-512) should clear their upper parts with VZEROUPPER before it returns. If
 * it does not, the registers stay dirty, and on some processors each following SSE instruction is slower, until other
 * code clears them: Intel 64 and IA-32 Architectures Optimization Reference Manual, "Mixing AVX code with SSE code". So
 * in a loop, an operation is slowed down by the one before, which may not happen in a handshake; and in a handshake, an
 * operation can be slowed down by another one that left them dirty.
 *
 * XGETBV with ECX = 1 tells which parts are in use (Intel SDM vol. 1, 13.1 and 13.6; AMD64 APM vol. 4).  Zero in all
 * registers is clean.
 */
#pragma once
#include <stdbool.h>

bool tb_vectors_told(void);  /* the processor tells; else nothing here says anything.  Slow at the first call */
bool tb_vectors_dirty(void); /* of this thread, now; false where it is not told */
void tb_vectors_clean(void); /* clears the upper parts; nothing where there are none */
void tb_vectors_soil(void);  /* leaves them dirty, as code without VZEROUPPER; nothing where there are none */

/* What the worker's --vectors tells of an operation: whether it leaves them dirty, 0 or 1, and the ns of one when they
 * are called in a row, when the registers are cleaned before each, and when they are made dirty before each: the least
 * of many. */
enum { TB_VECTORS_DIRTY, TB_VECTORS_IN_A_ROW, TB_VECTORS_CLEANED, TB_VECTORS_SOILED, TB_VECTORS_NUM };
