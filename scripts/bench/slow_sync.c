/* Makes each flush to disk wait as long as SYNC_DELAY_MS says, as on a disk that takes that long: for scripts/bench.sh,
 * which loads it before the C library into server, database and floor alike. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int flushed(const char *name, int file) {
  int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  const char *delay_ms = getenv("SYNC_DELAY_MS");
  usleep((delay_ms ? (unsigned)atoi(delay_ms) : 0) * 1000);
  return flush(file);
}

int fsync(int file) { return flushed("fsync", file); }
int fdatasync(int file) { return flushed("fdatasync", file); }
