#include <malloc.h>

/* Memory that a question gave back is kept for the next one: a fresh page costs more than what is written to it. */
static inline void kpi_keep_freed_memory(int largest, int kept) {
  mallopt(M_MMAP_THRESHOLD, largest);
  mallopt(M_TRIM_THRESHOLD, kept);
}
