#include "core/vectors.h"

/* Not x86-64: there are no wide registers over narrower ones, or their state is not reported. */
bool tb_vectors_told(void)
{
    return false;
}

bool tb_vectors_dirty(void)
{
    return false;
}

void tb_vectors_clean(void)
{
}

void tb_vectors_soil(void)
{
}
