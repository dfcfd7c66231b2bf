/** What end-to-end tests share: one playground for all, a fresh namespace for each test. */
@NullMarked
package io.github.spotaware.e2e.junit;

import org.jspecify.annotations.NullMarked;
