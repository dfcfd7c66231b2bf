package io.github.spotaware.config;

import io.github.spotaware.selector.KubernetesNames;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which namespaces are in scope. {@code kube-system} and {@code spot-scaling} never are, whatever
 * the targets say: an eviction there must not wait for a webhook that itself may be moving.
 *
 * @param mode how the targets are read
 * @param targets namespace names; a whitelist of none leaves nothing in scope
 */
public record NamespaceScope(NamespaceMode mode, Set<String> targets) {
  private static final Set<String> NEVER = Set.of("kube-system", "spot-scaling");

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if a target is no DNS-1123 label
   */
  public NamespaceScope {
    targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
    for (String target : targets) {
      KubernetesNames.dnsLabelProblem(target)
          .ifPresent(problem -> {
            throw new IllegalArgumentException("namespace \"" + target + "\": " + problem);
          });
    }
  }

  /** Every namespace but those that never are in scope. */
  public static NamespaceScope all() {
    return new NamespaceScope(NamespaceMode.ALL, Set.of());
  }

  /** Whether the namespace of this name is in scope. */
  public boolean contains(String namespace) {
    if (NEVER.contains(namespace)) {
      return false;
    }
    return switch (mode) {
      case WHITELIST -> targets.contains(namespace);
      case BLACKLIST -> !targets.contains(namespace);
      case ALL -> true;
    };
  }
}
