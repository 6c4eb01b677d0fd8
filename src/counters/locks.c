/* locks.c - counts acquired pthread locks, and those that another thread held.  Atomic operations, mainly reference
 * counts, are not locks, and libc's own locks (of malloc, of stdio) do not go through here. */
#include "counters/tally.h"
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

typedef void function(void);

/* Finds the original definition.  Aborts without one, since no result could be trusted.  Several threads may look for
 * it at the same time, and find the same. */
static function *behind(function **kept, const char *name)
{
    function *found = __atomic_load_n(kept, __ATOMIC_RELAXED);
    if (found)
        return found;
    *(void **)&found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    __atomic_store_n(kept, found, __ATOMIC_RELAXED);
    return found;
}

static int taken(int result)
{
    tb_tally_now()->locks += result == 0;
    return result;
}

static int taken_to_read(int result)
{
    tb_tally_now()->read_locks += result == 0;
    return taken(result);
}

static int contended(int result)
{
    tb_tally_now()->contended_locks += result == EBUSY;
    return result;
}

/* Wraps a function that acquires a lock, and may fail if another thread holds it. */
#define TB_TRIED(name, type, took)                                                                                     \
    int name(type *lock)                                                                                               \
    {                                                                                                                  \
        static function *kept;                                                                                         \
        return took(contended(((int (*)(type *))behind(&kept, #name))(lock)));                                         \
    }

/* Wraps one that waits: it is tried first, so that one sees whether another thread holds the lock. */
#define TB_COUNTED(name, try_name, type, took)                                                                         \
    int name(type *lock)                                                                                               \
    {                                                                                                                  \
        static function *kept, *kept_try;                                                                              \
        int result = contended(((int (*)(type *))behind(&kept_try, #try_name))(lock));                                 \
        if (result == EBUSY)                                                                                           \
            result = ((int (*)(type *))behind(&kept, #name))(lock);                                                    \
        return took(result);                                                                                           \
    }

TB_COUNTED(pthread_mutex_lock, pthread_mutex_trylock, pthread_mutex_t, taken)
TB_COUNTED(pthread_rwlock_rdlock, pthread_rwlock_tryrdlock, pthread_rwlock_t, taken_to_read)
TB_COUNTED(pthread_rwlock_wrlock, pthread_rwlock_trywrlock, pthread_rwlock_t, taken)
TB_COUNTED(pthread_spin_lock, pthread_spin_trylock, pthread_spinlock_t, taken)
TB_TRIED(pthread_mutex_trylock, pthread_mutex_t, taken)
TB_TRIED(pthread_rwlock_tryrdlock, pthread_rwlock_t, taken_to_read)
TB_TRIED(pthread_rwlock_trywrlock, pthread_rwlock_t, taken)
TB_TRIED(pthread_spin_trylock, pthread_spinlock_t, taken)
