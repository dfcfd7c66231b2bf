package io.github.spotaware.e2e.fault;

import java.util.Set;

/**
 * One request of a process to the API server.
 *
 * @param process who asks, e.g. {@code webhook-0}
 * @param method of HTTP
 * @param uri path and query
 */
record ApiCall(String process, String method, String uri) {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  /**
   * Whether it may be a step of this Deployment's surge: a write of the Deployment, its pods, its
   * HPA or its schedule. Where a schedule is made its name is not told by the URI, so any is meant.
   */
  boolean isStepOf(String deployment) {
    String resource = resource();
    boolean made = method.equals("POST") && resource.equals("configmaps");
    return !READS.contains(method)
        && !resource.equals("events")
        && (made || uri.contains(deployment));
  }

  boolean isWatch() {
    return uri.contains("watch=true") || uri.contains("watch=1");
  }

  /** What it asks for, without names: {@code PATCH deployments}. */
  String summary() {
    return method + " " + resource();
  }

  private String resource() {
    String path = uri.replaceFirst("[?].*", "");
    String[] parts = path.split("/");
    int namespaces = path.startsWith("/api/") ? 3 : 4;
    boolean namespaced = parts.length > namespaces && parts[namespaces].equals("namespaces");
    int resource = namespaced ? namespaces + 2 : namespaces;
    return parts.length > resource ? parts[resource] : path;
  }
}
