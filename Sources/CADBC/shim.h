#include <stddef.h>
#include <stdint.h>

/* The C interfaces of Arrow's data and of ADBC 1.1 drivers, as far as they are used. What a driver gives is laid out like
   this (arrow.apache.org: "The Arrow C data interface", "ADBC: C API"); nothing of it is linked, drivers are opened when
   they are asked for. */

struct kpi_arrow_schema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct kpi_arrow_schema **children;
  struct kpi_arrow_schema *dictionary;
  void (*release)(struct kpi_arrow_schema *);
  void *private_data;
};

struct kpi_arrow_array {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct kpi_arrow_array **children;
  struct kpi_arrow_array *dictionary;
  void (*release)(struct kpi_arrow_array *);
  void *private_data;
};

struct kpi_arrow_stream {
  int (*get_schema)(struct kpi_arrow_stream *, struct kpi_arrow_schema *);
  int (*get_next)(struct kpi_arrow_stream *, struct kpi_arrow_array *);
  const char *(*get_last_error)(struct kpi_arrow_stream *);
  void (*release)(struct kpi_arrow_stream *);
  void *private_data;
};

typedef uint8_t kpi_adbc_status;

#define KPI_ADBC_VERSION 1001000
#define KPI_ADBC_IO 10
#define KPI_ADBC_CANCELLED 11

struct kpi_adbc_error {
  char *message;
  int32_t vendor_code;
  char sqlstate[5];
  void (*release)(struct kpi_adbc_error *);
  void *private_data;
  void *private_driver;
};

/* Databases, connections and statements are the same pair of pointers. */
struct kpi_adbc_handle {
  void *private_data;
  void *private_driver;
};

typedef struct kpi_adbc_handle kpi_adbc_handle;
typedef struct kpi_adbc_error kpi_adbc_error;

/* A function that is in the table and never called. */
typedef void (*kpi_adbc_unused)(void);

struct kpi_adbc_driver {
  void *private_data;
  void *private_manager;
  kpi_adbc_status (*release)(struct kpi_adbc_driver *, kpi_adbc_error *);

  kpi_adbc_status (*database_init)(kpi_adbc_handle *, kpi_adbc_error *);
  kpi_adbc_status (*database_new)(kpi_adbc_handle *, kpi_adbc_error *);
  kpi_adbc_status (*database_set_option)(kpi_adbc_handle *, const char *, const char *, kpi_adbc_error *);
  kpi_adbc_status (*database_release)(kpi_adbc_handle *, kpi_adbc_error *);

  kpi_adbc_unused connection_commit;
  kpi_adbc_unused connection_get_info;
  kpi_adbc_unused connection_get_objects;
  kpi_adbc_unused connection_get_table_schema;
  kpi_adbc_unused connection_get_table_types;
  kpi_adbc_status (*connection_init)(kpi_adbc_handle *, kpi_adbc_handle *database, kpi_adbc_error *);
  kpi_adbc_status (*connection_new)(kpi_adbc_handle *, kpi_adbc_error *);
  kpi_adbc_status (*connection_set_option)(kpi_adbc_handle *, const char *, const char *, kpi_adbc_error *);
  kpi_adbc_unused connection_read_partition;
  kpi_adbc_status (*connection_release)(kpi_adbc_handle *, kpi_adbc_error *);
  kpi_adbc_unused connection_rollback;

  kpi_adbc_unused statement_bind;
  kpi_adbc_status (*statement_bind_stream)(kpi_adbc_handle *, struct kpi_arrow_stream *, kpi_adbc_error *);
  kpi_adbc_status (*statement_execute_query)(kpi_adbc_handle *, struct kpi_arrow_stream *, int64_t *, kpi_adbc_error *);
  kpi_adbc_unused statement_execute_partitions;
  kpi_adbc_unused statement_get_parameter_schema;
  kpi_adbc_status (*statement_new)(kpi_adbc_handle *connection, kpi_adbc_handle *, kpi_adbc_error *);
  kpi_adbc_unused statement_prepare;
  kpi_adbc_status (*statement_release)(kpi_adbc_handle *, kpi_adbc_error *);
  kpi_adbc_status (*statement_set_option)(kpi_adbc_handle *, const char *, const char *, kpi_adbc_error *);
  kpi_adbc_status (*statement_set_sql_query)(kpi_adbc_handle *, const char *, kpi_adbc_error *);
  kpi_adbc_unused statement_set_substrait_plan;

  /* Since ADBC 1.1. */
  kpi_adbc_unused error_get_detail_count;
  kpi_adbc_unused error_get_detail;
  const kpi_adbc_error *(*error_from_array_stream)(struct kpi_arrow_stream *, kpi_adbc_status *);
  kpi_adbc_unused database_options[7];
  kpi_adbc_status (*connection_cancel)(kpi_adbc_handle *, kpi_adbc_error *);
  kpi_adbc_unused connection_options[9];
  kpi_adbc_status (*statement_cancel)(kpi_adbc_handle *, kpi_adbc_error *);
  kpi_adbc_unused statement_options[8];
  /* Room for what later versions add, should a driver write more than it was asked for. */
  kpi_adbc_unused later[32];
};

/* `AdbcDriverInit`, which every driver exports. */
typedef kpi_adbc_status (*kpi_adbc_init)(int version, void *driver, kpi_adbc_error *);
