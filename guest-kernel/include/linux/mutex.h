/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/bug.h>
#include <linux/types.h>

/*
 * Kernel code here is never interrupted by other kernel code: whoever finds the mutex
 * taken has taken it himself, and would wait for ever.
 */
struct mutex {
	bool locked;
};

#define DEFINE_MUTEX(name)	struct mutex name = { false }
#define mutex_init(lock)	((void)((lock)->locked = false))

static inline bool mutex_is_locked(const struct mutex *lock)
{
	return lock->locked;
}

static inline int mutex_trylock(struct mutex *lock)
{
	if (lock->locked)
		return 0;
	lock->locked = true;
	return 1;
}

static inline void mutex_lock(struct mutex *lock)
{
	BUG_ON(!mutex_trylock(lock));
}

static inline int mutex_lock_interruptible(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}

static inline void mutex_unlock(struct mutex *lock)
{
	lock->locked = false;
}

#endif /* _LINUX_MUTEX_H */
