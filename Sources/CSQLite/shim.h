#include <sqlite3.h>
#include <string.h>

/* SQLite functions that Swift cannot call: variadic ones, and those behind C structs of function pointers. */

/* Memory statistics take a lock that every thread shares; nothing here reads them. Harmless when SQLite has begun. */
static inline void kpi_sqlite_configure(void) { (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/* A database from elsewhere: nothing of it may be written by name.

   Its schema is trusted all the same: without that SQLite 3.40 refuses JSON functions in generated columns, indexes
   and views, and full-text tables in views. The trust gives a schema nothing but SQLite's own functions, since kpi
   registers none; those that reach outside the file (`load_extension`) are refused in a schema either way, triggers
   do not run where nothing is written, and the file is open read-only. */
static inline void kpi_sqlite_harden(sqlite3 *db) {
  (void)sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  (void)sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, (int *)0);
}

/* Bytes of the database file, read through SQLite's own descriptor: opening and closing another one
   would drop this process's locks on the file. SQLITE_IOERR_SHORT_READ fills the rest with zeros. */
static inline int kpi_sqlite_read_file(sqlite3 *db, void *target, int count, sqlite3_int64 offset) {
  sqlite3_file *file = 0;
  int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK) return code;
  if (file == 0 || file->pMethods == 0) return SQLITE_CANTOPEN;
  return file->pMethods->xRead(file, target, count, offset);
}

/* Both copies of the WAL index header (96 bytes; see SQLite's "WAL-mode File Format", 2.1). They change with every
   commit, so equal bytes before and after two transactions begin prove that both see one state. */
static inline int kpi_sqlite_wal_index(sqlite3 *db, void *target) {
  sqlite3_file *file = 0;
  void volatile *page = 0;
  int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK) return code;
  if (file == 0 || file->pMethods == 0 || file->pMethods->iVersion < 2 || file->pMethods->xShmMap == 0) return SQLITE_ERROR;
  code = file->pMethods->xShmMap(file, 0, 32768, 0, &page);
  if (code != SQLITE_OK && code != SQLITE_READONLY) return code;
  if (page == 0) return SQLITE_ERROR;
  if (file->pMethods->xShmBarrier) file->pMethods->xShmBarrier(file);
  memcpy(target, (const void *)page, 96);
  return SQLITE_OK;
}
