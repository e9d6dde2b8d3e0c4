#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <readline/readline.h>
#include <readline/history.h>

/* Readline's settings are C globals, which Swift 6 does not let code write: one setter each. */

static inline void kpi_readline_name(const char *name) { rl_readline_name = name; }
/* Nothing that readline would complete by itself: no file names where a word of ours does not fit. */
static inline void kpi_readline_complete(rl_completion_func_t *complete) {
  rl_attempted_completion_function = complete;
  rl_attempted_completion_over = 1;
}
/* Tab; who has it do something else in his own settings keeps that. */
static inline void kpi_readline_tab(rl_command_func_t *tab) {
  rl_bind_key_in_map('\t', tab, emacs_standard_keymap);
  rl_bind_key_in_map('\t', tab, vi_insertion_keymap);
}
static inline int kpi_readline_point(void) { return rl_point; }
/* Puts a text in place of the line up to the cursor. */
static inline void kpi_readline_replace(const char *text) {
  rl_begin_undo_group();
  rl_delete_text(0, rl_point);
  rl_point = 0;
  rl_insert_text(text);
  rl_end_undo_group();
}
/* Shows texts in columns below the line; the first is not shown. */
static inline void kpi_readline_list(char **texts, int count, int longest) {
  rl_sort_completion_matches = 0;
  rl_display_match_list(texts, count, longest);
  rl_forced_update_display();
}
static inline const char *kpi_readline_line(void) { return rl_line_buffer; }
/* The prompt does not belong into a pipe. */
static inline void kpi_readline_to_stderr(void) { rl_outstream = stderr; }
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
