/** What is told to people: reasons, and Events about objects. */
@NullMarked
package io.github.spotaware.report;

import org.jspecify.annotations.NullMarked;
