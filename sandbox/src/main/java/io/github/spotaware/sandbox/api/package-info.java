/** What the API server does with a request, after it has been authenticated and authorised. */
@NullMarked
package io.github.spotaware.sandbox.api;

import org.jspecify.annotations.NullMarked;
