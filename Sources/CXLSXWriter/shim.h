#include <errno.h>
#include <stdio.h>
#include <xlsxwriter.h>

/* Closes a workbook. What is wrong the library tells on standard error too, which is ours to speak on; `number` is the
   system's number of the error, 0 for none. */
static inline lxw_error kpi_workbook_close(lxw_workbook *book, int *number) {
  FILE *told = stderr;
  FILE *nowhere = fopen("/dev/null", "w");
  if (nowhere) stderr = nowhere;
  errno = 0;
  lxw_error error = workbook_close(book);
  *number = errno;
  if (nowhere) {
    stderr = told;
    fclose(nowhere);
  }
  return error;
}
