/** Real senders that call {@code tacet listen}; each test skips with a word where its program is missing. */
@NullMarked
package io.tacet.server.interop;

import org.jspecify.annotations.NullMarked;
