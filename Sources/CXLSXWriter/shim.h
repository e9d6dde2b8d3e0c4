#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <xlsxwriter.h>

/* The library's functions. It is opened when a workbook is written: with it comes a library of ciphers, and to bind the
   names of both takes a part of every start. */
#define KPI_XLSXWRITER_FUNCTIONS(each)                                                                               \
  each(workbook_new_opt) each(workbook_set_properties) each(lxw_workbook_free) each(workbook_add_worksheet)          \
  each(workbook_add_format) each(workbook_close) each(lxw_strerror) each(format_set_num_format)                      \
  each(format_set_bold) each(format_set_italic) each(format_set_top) each(format_set_bottom)                         \
  each(worksheet_set_landscape) each(worksheet_fit_to_pages) each(worksheet_write_blank)                             \
  each(worksheet_write_number) each(worksheet_write_boolean) each(worksheet_write_string)                            \
  each(worksheet_freeze_panes) each(worksheet_repeat_rows) each(worksheet_autofilter) each(worksheet_set_column)     \
  each(worksheet_ignore_errors) each(lxw_rowcol_to_cell)

typedef struct kpi_xlsxwriter {
#define KPI_MEMBER(name) __typeof__(&name) _Nonnull name;
  KPI_XLSXWRITER_FUNCTIONS(KPI_MEMBER)
#undef KPI_MEMBER
} kpi_xlsxwriter;

/* Opens the library of the version that this was compiled for; what is wrong, else nothing. */
static inline const char *_Nullable kpi_xlsxwriter_open(kpi_xlsxwriter *_Nonnull functions) {
#ifdef __APPLE__
  void *library = dlopen("libxlsxwriter.dylib", RTLD_NOW | RTLD_LOCAL);
#else
  void *library = dlopen("libxlsxwriter.so." LXW_SOVERSION, RTLD_NOW | RTLD_LOCAL);
#endif
  if (!library) return dlerror();
#define KPI_FIND(name)                                                                                               \
  *(void **)&functions->name = dlsym(library, #name);                                                                \
  if (!functions->name) return dlerror();
  KPI_XLSXWRITER_FUNCTIONS(KPI_FIND)
#undef KPI_FIND
  return NULL;
}

/* Closes a workbook. What is wrong the library tells on standard error too, which is ours to speak on; `number` is the
   system's number of the error, 0 for none. */
static inline lxw_error kpi_workbook_close(
  const kpi_xlsxwriter *_Nonnull functions, lxw_workbook *_Nonnull book, int *_Nonnull number) {
  FILE *told = stderr;
  FILE *nowhere = fopen("/dev/null", "w");
  if (nowhere) stderr = nowhere;
  errno = 0;
  lxw_error error = functions->workbook_close(book);
  *number = errno;
  if (nowhere) {
    stderr = told;
    fclose(nowhere);
  }
  return error;
}
