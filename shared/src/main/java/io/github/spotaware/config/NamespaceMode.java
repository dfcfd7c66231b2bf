package io.github.spotaware.config;

/** How {@code target-namespaces} narrows the scope. */
public enum NamespaceMode {
  /** Only the target namespaces are in scope. */
  WHITELIST,
  /** All but the target namespaces are in scope. */
  BLACKLIST,
  /** Every namespace is in scope; the targets are not looked at. */
  ALL
}
