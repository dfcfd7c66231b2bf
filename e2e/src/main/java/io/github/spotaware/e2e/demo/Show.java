package io.github.spotaware.e2e.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.demo.drain.DrainClient;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.io.PrintStream;

/**
 * What a scenario plays with.
 *
 * @param client with all rights
 * @param out takes the story
 * @param audience is told all happenings, besides {@code out}
 */
record Show(
    PlaygroundHandle playground,
    KubernetesClient client,
    DrainClient drains,
    PrintStream out,
    Audience audience) {

  /** A heading. */
  void title(String text) {
    out.printf("%n%s%n", text);
    audience.scene(text);
  }

  /** What the reader should know before it begins. */
  void say(String text) {
    out.println("  " + text);
  }
}
