/* complete.h - what a shell offers for the word that is being typed. */
#pragma once

/* Of the words after `tlsbench`, the last one is being typed; it may be empty.  Prints a word a line, behind a
 * tabulator what it means; a word that ends in '/' or '=' goes on.  ":folders" and ":files": the shell offers paths,
 * too.  Nothing is offered where nothing is known.  The words come from the tables that commands parse with: an
 * option's argument and a command's usage name in lower case what can be typed, and in upper case what kind of word it
 * is (complete_words.h). */
void tb_complete(int argc, char **argv);
