package io.github.spotaware.sandbox.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.sandbox.projection.Codec;
import io.github.spotaware.sandbox.projection.Codecs;
import io.github.spotaware.simulation.cluster.object.ApiObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** All resources. What is not here is answered 404, as where a CRD is missing. */
public final class Resources {
  private static final String STATUS = "status";
  private static final String APPS = "apps";
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String ADMISSION = "admissionregistration.k8s.io";
  private static final Set<String> EVENT_LABELS =
      Set.of(
          "type",
          "reason",
          "reportingController",
          "reportingComponent",
          "source",
          "involvedObject.kind",
          "involvedObject.name",
          "involvedObject.namespace",
          "involvedObject.uid",
          "involvedObject.apiVersion",
          "involvedObject.resourceVersion",
          "involvedObject.fieldPath",
          "regarding.kind",
          "regarding.name",
          "regarding.namespace",
          "regarding.uid");

  private final Codecs codecs;
  private final List<Resource> all = new CopyOnWriteArrayList<>();

  public Resources(Codecs codecs) {
    this.codecs = codecs;
    core();
    apps();
    others();
  }

  private void core() {
    typed("", "v1", "Namespace", "namespaces", false, Set.of(STATUS), "ns");
    typed("", "v1", "Node", "nodes", false, Set.of(STATUS), Set.of("spec.unschedulable"), "no");
    typed(
        "",
        "v1",
        "Pod",
        "pods",
        true,
        Set.of(STATUS, "eviction"),
        Set.of("spec.nodeName", "status.phase", "status.podIP"),
        "po");
    typed("", "v1", "ConfigMap", "configmaps", true, Set.of(), "cm");
    typed("", "v1", "Service", "services", true, Set.of(STATUS), "svc");
    other("", "Secret", "secrets", true, Set.of());
    other("", "ServiceAccount", "serviceaccounts", true, Set.of("token"), "sa");
    other("", "ResourceQuota", "resourcequotas", true, Set.of(STATUS), "quota");
    other("", "PersistentVolumeClaim", "persistentvolumeclaims", true, Set.of(STATUS), "pvc");
    events("", "v1");
    events("events.k8s.io", "v1");
  }

  private void apps() {
    typed(APPS, "v1", "Deployment", "deployments", true, Set.of(STATUS, "scale"), "deploy");
    typed(APPS, "v1", "ReplicaSet", "replicasets", true, Set.of(STATUS, "scale"), "rs");
    other(APPS, "StatefulSet", "statefulsets", true, Set.of(STATUS), "sts");
    other(APPS, "DaemonSet", "daemonsets", true, Set.of(STATUS), "ds");
  }

  private void others() {
    typed(
        "policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true, Set.of(STATUS), "pdb");
    typed(
        "autoscaling",
        "v2",
        "HorizontalPodAutoscaler",
        "horizontalpodautoscalers",
        true,
        Set.of(STATUS),
        "hpa");
    typed("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true, Set.of());
    other("coordination.k8s.io", "Lease", "leases", true, Set.of());
    other(RBAC, "Role", "roles", true, Set.of());
    other(RBAC, "RoleBinding", "rolebindings", true, Set.of());
    other(RBAC, "ClusterRole", "clusterroles", false, Set.of());
    other(RBAC, "ClusterRoleBinding", "clusterrolebindings", false, Set.of());
    other(
        ADMISSION,
        "ValidatingWebhookConfiguration",
        "validatingwebhookconfigurations",
        false,
        Set.of());
    other(
        ADMISSION,
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
        false,
        Set.of());
    other(
        "apiextensions.k8s.io",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        false,
        Set.of(STATUS),
        "crd");
    other("scheduling.k8s.io", "PriorityClass", "priorityclasses", false, Set.of(), "pc");
    other("flowcontrol.apiserver.k8s.io", "FlowSchema", "flowschemas", false, Set.of(STATUS));
    other("networking.k8s.io", "NetworkPolicy", "networkpolicies", true, Set.of(), "netpol");
  }

  /** Both groups show the same Events, each in its own form. */
  private void events(String group, String version) {
    add(
        group,
        version,
        "Event",
        "events",
        true,
        Set.of(),
        EVENT_LABELS,
        codecs.other(group.isEmpty() ? version : group + "/" + version, "Event", "events/"),
        "ev");
  }

  private void typed(
      String group,
      String version,
      String kind,
      String plural,
      boolean namespaced,
      Set<String> subresources,
      String... shortNames) {
    typed(group, version, kind, plural, namespaced, subresources, Set.of(), shortNames);
  }

  private void typed(
      String group,
      String version,
      String kind,
      String plural,
      boolean namespaced,
      Set<String> subresources,
      Set<String> fieldLabels,
      String... shortNames) {
    String apiVersion = group.isEmpty() ? version : group + "/" + version;
    add(
        group,
        version,
        kind,
        plural,
        namespaced,
        subresources,
        fieldLabels,
        codecs.typed(apiVersion, kind),
        shortNames);
  }

  private void other(
      String group,
      String kind,
      String plural,
      boolean namespaced,
      Set<String> subresources,
      String... shortNames) {
    add(
        group,
        "v1",
        kind,
        plural,
        namespaced,
        subresources,
        Set.of(),
        codecs.other(group.isEmpty() ? "v1" : group + "/v1", kind, plural + "/"),
        shortNames);
  }

  private void add(
      String group,
      String version,
      String kind,
      String plural,
      boolean namespaced,
      Set<String> subresources,
      Set<String> fieldLabels,
      Codec<?> codec,
      String... shortNames) {
    all.add(
        new Resource(
            group,
            version,
            plural,
            kind.toLowerCase(Locale.ROOT),
            kind,
            namespaced,
            List.of(shortNames),
            subresources,
            fieldLabels,
            codec));
  }

  /** From now on there are the resources of a CustomResourceDefinition, one for each version. */
  public void define(JsonNode definition) {
    JsonNode spec = definition.path("spec");
    String group = spec.path("group").asText();
    JsonNode names = spec.path("names");
    undefine(group, names.path("plural").asText());
    for (JsonNode version : spec.path("versions")) {
      if (version.path("served").asBoolean()) {
        Set<String> parts = version.path("subresources").has(STATUS) ? Set.of(STATUS) : Set.of();
        String name = version.path("name").asText();
        String kind = names.path("kind").asText();
        String plural = names.path("plural").asText();
        add(
            group,
            name,
            kind,
            plural,
            spec.path("scope").asText().equals("Namespaced"),
            parts,
            Set.of(),
            codecs.custom(group + "/" + name, kind, plural + "." + group + "/"));
      }
    }
  }

  /** From now on there are none of this name. */
  public void undefine(String group, String plural) {
    all.removeIf(each -> each.group().equals(group) && each.plural().equals(plural));
  }

  public List<Resource> all() {
    return List.copyOf(all);
  }

  /** The resource of a path. */
  public Optional<Resource> find(String group, String version, String plural) {
    return all.stream()
        .filter(each ->
            each.group().equals(group)
                && each.version().equals(version)
                && each.plural().equals(plural))
        .findFirst();
  }

  /** The one that is sure to be there. */
  public Resource get(String group, String plural) {
    return all.stream()
        .filter(each -> each.group().equals(group) && each.plural().equals(plural))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no resource " + plural + "." + group));
  }

  /** Those that show an object of the model: two for an Event, one for all else. */
  public List<Resource> showing(ApiObject<?> object) {
    return all.stream()
        .filter(each ->
            each.codec().modelKind() == object.kind() && each.codec().has(object.meta().key()))
        .toList();
  }
}
