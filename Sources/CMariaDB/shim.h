#include <stdint.h>

/* What is used of MariaDB Connector/C 3 (libmariadb.so.3), whose ABI is stable: nothing is linked, the library is opened
   when a database of MySQL or MariaDB is asked for. */

typedef struct kpi_mysql kpi_mysql;
typedef struct kpi_mysql_result kpi_mysql_result;

struct kpi_mysql_field {
  char *name;
  char *org_name;
  char *table;
  char *org_table;
  char *db;
  char *catalog;
  char *def;
  unsigned long length;
  unsigned long max_length;
  unsigned int name_length;
  unsigned int org_name_length;
  unsigned int table_length;
  unsigned int org_table_length;
  unsigned int db_length;
  unsigned int catalog_length;
  unsigned int def_length;
  unsigned int flags;
  unsigned int decimals;
  unsigned int charset;
  int type;
  void *extension;
};

typedef kpi_mysql *(*kpi_mysql_init)(kpi_mysql *);
typedef int (*kpi_mysql_options)(kpi_mysql *, int, const void *);
typedef kpi_mysql *(*kpi_mysql_real_connect)(
    kpi_mysql *, const char *host, const char *user, const char *password, const char *database, unsigned int port,
    const char *socket, unsigned long flags);
typedef int (*kpi_mysql_real_query)(kpi_mysql *, const char *, unsigned long);
typedef kpi_mysql_result *(*kpi_mysql_use_result)(kpi_mysql *);
typedef unsigned int (*kpi_mysql_num_fields)(kpi_mysql_result *);
typedef struct kpi_mysql_field *(*kpi_mysql_fetch_fields)(kpi_mysql_result *);
typedef char **(*kpi_mysql_fetch_row)(kpi_mysql_result *);
typedef unsigned long *(*kpi_mysql_fetch_lengths)(kpi_mysql_result *);
typedef void (*kpi_mysql_free_result)(kpi_mysql_result *);
typedef unsigned int (*kpi_mysql_errno)(kpi_mysql *);
typedef const char *(*kpi_mysql_error)(kpi_mysql *);
typedef unsigned long (*kpi_mysql_thread_id)(kpi_mysql *);
typedef int (*kpi_mysql_get_socket)(kpi_mysql *);
typedef void (*kpi_mysql_close)(kpi_mysql *);
