/** What the project relies on in a Kubernetes API, whoever serves it; docs/contract.md lists it. */
@NullMarked
package io.github.spotaware.e2e.contract;

import org.jspecify.annotations.NullMarked;
