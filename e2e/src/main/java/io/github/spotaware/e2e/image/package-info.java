/**
 * What is in a container image of the project, put together in a folder: the programs' jars, a Java
 * runtime of their own, and an AOT cache trained with that runtime.
 */
@NullMarked
package io.github.spotaware.e2e.image;

import org.jspecify.annotations.NullMarked;
