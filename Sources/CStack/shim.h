#include <limits.h>
#include <stddef.h>

#if defined(__linux__) && defined(__GLIBC__)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_stack_end;

/* Bytes that are left of the stack of the thread that the program began with, which grows as it is used, up to a limit;
   0 on any other thread. */
static inline size_t kpi_stack_room(void) {
  struct rlimit limit;
  if (syscall(SYS_gettid) != getpid() || getrlimit(RLIMIT_STACK, &limit) != 0) return 0;
  size_t used = (size_t)((char *)__libc_stack_end - (char *)__builtin_frame_address(0));
  return limit.rlim_cur > used ? limit.rlim_cur - used : 0;
}
#else
static inline size_t kpi_stack_room(void) { return 0; }
#endif
