#include <malloc.h>

/* Memory that a question gave back is kept for the next one: a fresh page costs more than what is written to it. */
static inline void kpi_keep_freed_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
}

/* What a load has read is as much as the columns that are made of it: each piece goes as soon as it is used. */
static inline void kpi_give_freed_memory_back(void) {
  mallopt(M_MMAP_THRESHOLD, 64 << 10);
  mallopt(M_TRIM_THRESHOLD, 128 << 10);
}
