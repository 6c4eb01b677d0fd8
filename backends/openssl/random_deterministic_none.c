/* The library's random numbers cannot be made a fixed sequence. */
#include "lib.h"

enum tb_status tb_random_deterministic(void)
{
    return tb_fail(TB_UNSUPPORTED, "this library's random numbers cannot be made a fixed sequence");
}
