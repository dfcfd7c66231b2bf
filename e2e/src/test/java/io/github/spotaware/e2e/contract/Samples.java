package io.github.spotaware.e2e.contract;

/** Objects to be created, as JSON. */
final class Samples {
  private Samples() {}

  /** A ConfigMap whose data is {@code key: value}. */
  static String configMap(String name) {
    return """
    {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "%s"},
     "data": {"key": "value"}}
    """
        .formatted(name);
  }

  /** The same with these labels, as JSON members. */
  static String labelled(String name, String labels) {
    return """
    {"apiVersion": "v1", "kind": "ConfigMap",
     "metadata": {"name": "%s", "labels": {%s}}, "data": {"key": "value"}}
    """
        .formatted(name, labels);
  }

  /** A Deployment whose pods carry {@code app: NAME}. */
  static String deployment(String name, int replicas) {
    return """
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "%1$s"},
     "spec": {
       "replicas": %2$d, "selector": {"matchLabels": {"app": "%1$s"}},
       "template": {
         "metadata": {"labels": {"app": "%1$s"}},
         "spec": {"containers": [{"name": "main", "image": "example.com/main:1"}]}}}}
    """
        .formatted(name, replicas);
  }

  /** The same with pods that no node takes. */
  static String idleDeployment(String name, int replicas) {
    return deployment(name, replicas)
        .replace("\"containers\"", "\"nodeSelector\": {\"none\": \"such\"}, \"containers\"");
  }

  /** A pod by itself, with {@code app: NAME}. */
  static String pod(String name) {
    return pod(name, "");
  }

  /** The same with more members of its spec, each followed by a comma. */
  static String pod(String name, String spec) {
    return """
    {"apiVersion": "v1", "kind": "Pod",
     "metadata": {"name": "%1$s", "labels": {"app": "%1$s"}},
     "spec": {%2$s "containers": [{"name": "main", "image": "example.com/main:1"}]}}
    """
        .formatted(name, spec);
  }

  /** A pod that no node takes. */
  static String pendingPod(String name) {
    return pod(name, "\"nodeSelector\": {\"none\": \"such\"},");
  }

  /** To be posted to the pod's subresource. */
  static String eviction(String pod) {
    return eviction(pod, "{}");
  }

  /**
   * The same with these DeleteOptions.
   *
   * @param options JSON with single quotes
   */
  static String eviction(String pod, String options) {
    return """
    {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "%s"},
     "deleteOptions": %s}
    """
        .formatted(pod, options.replace('\'', '"'));
  }
}
