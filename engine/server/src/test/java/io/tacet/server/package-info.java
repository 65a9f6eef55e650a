/** Tests of the command. */
@NullMarked
package io.tacet.server;

import org.jspecify.annotations.NullMarked;
