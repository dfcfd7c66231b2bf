package io.github.spotaware.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.access.Authorization;
import io.github.spotaware.sandbox.access.Tokens;
import io.github.spotaware.sandbox.access.User;
import io.github.spotaware.sandbox.admission.Admission;
import io.github.spotaware.sandbox.admission.Configurations;
import io.github.spotaware.sandbox.api.Api;
import io.github.spotaware.sandbox.api.Call;
import io.github.spotaware.sandbox.api.Request;
import io.github.spotaware.sandbox.clock.ClusterThread;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.http.HttpFacade;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.projection.Codecs;
import io.github.spotaware.sandbox.projection.PodConditions;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.sandbox.resource.Resources;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.api.Reads;
import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.Trace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * An embedded cluster: the simulation's API server, controllers, scheduler and kubelets on the real
 * clock, behind the Kubernetes API on loopback. docs/sandbox.md says what it can do.
 */
public final class Sandbox implements AutoCloseable {
  private static final User ADMIN = new User("sandbox", List.of("system:masters"));

  private final ClusterThread thread = new ClusterThread();
  private final Cluster cluster;
  private final Resources resources;
  private final Journal journal;
  private final Api api;
  private final HttpFacade facade;

  private Sandbox(SandboxOptions options) {
    Settings settings =
        Settings.steady()
            .lives(new PodLives(options.podReadyDelay(), options.podStopDelay()))
            .schedulingRules(new PodPreferences(this::unschedulable, this::podsOn))
            .garbage(Pace.ofMillis(50, 200, 500));
    cluster = new Cluster(thread.time(), new Chance(System.nanoTime()), Trace.OFF, settings);
    cluster.store().uids(() -> UUID.randomUUID().toString());
    // The model has the project's namespace from the beginning; a cluster has not.
    Namespace ours =
        Objects.requireNonNull(cluster.store().get(Kind.NAMESPACE, Key.of(Reads.OURS)));
    cluster.store().remove(ours);
    Codecs codecs = new Codecs(cluster.store());
    resources = new Resources(codecs);
    journal = new Journal(cluster.store(), resources);
    Configurations configurations =
        new Configurations(
            journal,
            resources.get("admissionregistration.k8s.io", "validatingwebhookconfigurations"),
            resources.get("admissionregistration.k8s.io", "mutatingwebhookconfigurations"));
    Admission admission =
        new Admission(
            journal,
            resources.get("", "namespaces"),
            resources.get("", "services"),
            configurations);
    Tokens tokens = new Tokens();
    api =
        new Api(
            thread,
            cluster,
            journal,
            resources,
            admission,
            new Authorization(journal, resources),
            tokens,
            codecs.podEnds());
    cluster.evictions().step(Pace.ofMillis(0, 2, 5));
    facade = new HttpFacade(options, journal, resources, api, tokens);
  }

  /** Starts one. Returns when it answers and its nodes are there. */
  public static Sandbox start(SandboxOptions options) {
    Sandbox sandbox = new Sandbox(options);
    sandbox.thread.start();
    try {
      sandbox.populate(options.nodes());
      sandbox.facade.start();
      return sandbox;
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private List<Pod> podsOn(Node node) {
    return cluster.store().list(Kind.POD).stream()
        .filter(pod -> node.meta().name().equals(pod.node()) && !pod.phase().terminal())
        .toList();
  }

  /** It says so in its status, as the scheduler writes it. */
  private void unschedulable(Pod pod) {
    Pod now = cluster.store().get(Kind.POD, pod.meta().key());
    if (now != null && now.node() == null) {
      cluster.store().patch(now.with(now.meta().with(PodConditions.unschedulable(now))));
    }
  }

  private void populate(int nodes) {
    for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      create("", "namespaces", "", named(name));
    }
    create("", "serviceaccounts", "default", named("default"));
    create("rbac.authorization.k8s.io", "clusterroles", "", rule(named("cluster-admin")));
    for (int i = 1; i <= nodes; i++) {
      ObjectNode node = named("node-" + i);
      Json.put(
          Json.in(node, "metadata"),
          "labels",
          Map.of(
              "kubernetes.io/hostname", "node-" + i,
              "kubernetes.io/os", "linux",
              "kubernetes.io/arch", "amd64"));
      create("", "nodes", "", node);
    }
  }

  private static ObjectNode named(String name) {
    ObjectNode object = Json.object();
    object.putObject("metadata").put("name", name);
    return object;
  }

  private static ObjectNode rule(ObjectNode role) {
    ObjectNode rule = role.putArray("rules").addObject();
    List.of("apiGroups", "resources", "verbs").forEach(each -> rule.putArray(each).add("*"));
    return role;
  }

  private void create(String group, String plural, String namespace, ObjectNode object) {
    Resource resource = resources.get(group, plural);
    var _ =
        api.answer(
            new Request(
                "POST",
                resource,
                namespace,
                "",
                "",
                "application/json",
                Json.text(object),
                new Call(ADMIN, "sandbox", Map.of(), System.nanoTime() + Call.LIFE)));
  }

  /** Ends it; nothing is kept. */
  @Override
  public void close() {
    facade.close();
    thread.close();
  }
}
