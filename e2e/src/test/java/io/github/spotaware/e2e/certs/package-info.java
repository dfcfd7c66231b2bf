/** Certificates without cert-manager, made and changed while evictions are admitted. */
@NullMarked
package io.github.spotaware.e2e.certs;

import org.jspecify.annotations.NullMarked;
