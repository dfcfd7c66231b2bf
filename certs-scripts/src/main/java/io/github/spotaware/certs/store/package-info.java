/** Folders: where a workstation keeps the CA's key, and where certificates go without a cluster. */
@NullMarked
package io.github.spotaware.certs.store;

import org.jspecify.annotations.NullMarked;
