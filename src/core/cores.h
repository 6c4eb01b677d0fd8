/* cores.h - which of the machine's CPUs are hardware threads of one core: Linux, sysfs topology. */
#pragma once

/* The CPU with the smallest number among those of the same core, itself included: two are siblings if they have the
 * same one.  `cpu` itself where the kernel does not tell.  Reads a file. */
int tb_first_sibling(int cpu);
