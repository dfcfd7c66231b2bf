/** The HTTP side: paths, answers, watches, the audit log. */
@NullMarked
package io.github.spotaware.sandbox.http;

import org.jspecify.annotations.NullMarked;
