package io.github.spotaware.e2e.demo.drain;

import io.github.spotaware.e2e.observe.CommandResult;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Drains nodes as {@code kubectl drain} does: cordons the node, evicts its pods, asks again for
 * each that is refused with 429, and waits until they are gone.
 */
public interface DrainClient {

  /** Who it is, as the timeline calls it. */
  String actor();

  /**
   * Drains the node. That it failed is part of the result, not an error: the exit code is 0 only if
   * all pods to be evicted are gone.
   *
   * @param bound after which it gives up; a call that is held then is waited for
   * @param lines told what it does, in plain words, as it does it, by several threads
   */
  CommandResult drain(String node, Duration bound, Consumer<String> lines);
}
