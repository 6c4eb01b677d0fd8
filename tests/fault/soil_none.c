#include "soil.h"

bool soil(void)
{
    return false;
}
