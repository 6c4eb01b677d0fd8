/* locks.c - counts acquired pthread locks.  Atomic operations, mainly reference counts, are not locks, and libc's own
 * locks (of malloc, of stdio) do not go through here. */
#include "counters/tally.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

typedef void function(void);

/* Finds the original definition.  Aborts without one, since no result could be trusted. */
static function *behind(function **kept, const char *name)
{
    if (!*kept)
        *(void **)kept = dlsym(RTLD_NEXT, name);
    if (!*kept)
        abort();
    return *kept;
}

static int taken(int result)
{
    tb_tally_now()->locks += result == 0;
    return result;
}

/* Wraps a function that acquires a lock, and may fail. */
#define TB_COUNTED(name, type)                                                                                         \
    int name(type *lock)                                                                                               \
    {                                                                                                                  \
        static function *kept;                                                                                         \
        return taken(((int (*)(type *))behind(&kept, #name))(lock));                                                   \
    }

TB_COUNTED(pthread_mutex_lock, pthread_mutex_t)
TB_COUNTED(pthread_mutex_trylock, pthread_mutex_t)
TB_COUNTED(pthread_rwlock_rdlock, pthread_rwlock_t)
TB_COUNTED(pthread_rwlock_tryrdlock, pthread_rwlock_t)
TB_COUNTED(pthread_rwlock_wrlock, pthread_rwlock_t)
TB_COUNTED(pthread_rwlock_trywrlock, pthread_rwlock_t)
TB_COUNTED(pthread_spin_lock, pthread_spinlock_t)
TB_COUNTED(pthread_spin_trylock, pthread_spinlock_t)
