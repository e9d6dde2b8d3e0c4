#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>

/* Readline's settings are C globals, which Swift 6 does not let code write: one setter each. */

static inline void kpi_readline_name(const char *name) { rl_readline_name = name; }
static inline void kpi_readline_complete(rl_completion_func_t *complete) {
  rl_attempted_completion_function = complete;
}
static inline void kpi_readline_word_breaks(const char *characters) {
  rl_basic_word_break_characters = characters;
  rl_completer_word_break_characters = (char *)characters;
  rl_completer_quote_characters = "'\"";
}
/* No file names where nothing of ours fits, and a blank after the only match only where it is wanted. */
static inline void kpi_readline_only_ours(void) { rl_attempted_completion_over = 1; }
static inline void kpi_readline_append_blank(int wanted) { rl_completion_append_character = wanted ? ' ' : '\0'; }
static inline const char *kpi_readline_line(void) { return rl_line_buffer; }
/* The prompt does not belong into a pipe. */
static inline void kpi_readline_to_stderr(void) { rl_outstream = stderr; }
static inline int kpi_readline_quote(void) { return rl_completion_quote_character; }
/* Gives the line up that is being read. */
static inline void kpi_readline_give_up(void) {
  rl_free_line_state();
  rl_callback_sigcleanup();
  rl_callback_handler_remove();
}
/* `byte` reads what is typed, `newline` is what Ctrl-J does. */
static inline void kpi_readline_read(rl_getc_func_t *byte, rl_command_func_t *newline) {
  rl_getc_function = byte;
  rl_bind_key_in_map('\n', newline, emacs_standard_keymap);
  rl_bind_key_in_map('\n', newline, vi_insertion_keymap);
}
/* The text of the youngest entry; null where there is none. */
static inline const char *kpi_history_last(void) {
  HIST_ENTRY *entry = history_length > 0 ? history_get(history_base + history_length - 1) : 0;
  return entry ? entry->line : 0;
}
