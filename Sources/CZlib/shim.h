#include <zlib.h>

/* The bytes of a zip's member have no header of zlib's; what begins is a macro. */
static inline int kpi_inflate_begin(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
