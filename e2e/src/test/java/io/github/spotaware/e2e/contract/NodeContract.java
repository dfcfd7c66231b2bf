package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scheduler, and what nodes do to pods. */
abstract class NodeContract extends OwnNodeFixture {

  @Test
  void aPodIsBoundAndThenReady() {
    try (RawWatch watch = RawWatch.start(raw(), pods())) {
      create("a", "");
      RawWatch.Event event = watch.next();
      assertThat(event.object().at("/status/phase").asText()).isEqualTo("Pending");
      assertThat(event.object().at("/spec").has("nodeName")).isFalse();
      boolean bound = false;
      while (!isReady(event.object())) {
        event = watch.next();
        bound |= event.object().at("/spec").has("nodeName") && !isReady(event.object());
      }
      assertThat(bound).as("it was bound before it was Ready").isTrue();
      assertThat(event.object().at("/spec/nodeName").asText()).isEqualTo(node());
      assertThat(event.object().at("/status/phase").asText()).isEqualTo("Running");
      assertThat(event.object().at("/status/podIP").asText()).isNotEmpty();
      assertThat(event.object().at("/status/startTime").asText()).isNotEmpty();
      assertThat(condition("a", "PodScheduled")).isEqualTo("True ");
    }
  }

  /** It is how tests make a pod that starts, or ends, slowly. */
  @Test
  void onePodMayTakeItsTime() {
    String delayed =
        "\"annotations\": {\"pod-ready.stage.kwok.x-k8s.io/delay\": \"%s\","
            + " \"pod-delete.stage.kwok.x-k8s.io/delay\": \"%s\"}, \"labels\"";
    post(pod("slow-start", "").replace("\"labels\"", delayed.formatted("1h", "0s")));
    post(pod("slow-end", "").replace("\"labels\"", delayed.formatted("0s", "1h")));
    create("usual", "");
    awaitReady("slow-end");
    raw().delete(pods("slow-end"));
    awaitReady("usual");
    raw().delete(pods("usual"));
    awaitGone("usual");

    RawAnswer slow = raw().get(pods("slow-start"));
    assertThat(slow.text("/spec/nodeName")).isEqualTo(node());
    assertThat(isReady(slow.body())).isFalse();
    assertThat(raw().get(pods("slow-end")).terminating()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"unschedulable\": true",
        "\"taints\": [OWN, {\"key\": \"k\", \"effect\": \"NoSchedule\"}]",
        "\"taints\": [OWN, {\"key\": \"k\", \"value\": \"v\", \"effect\": \"NoExecute\"}]",
      })
  void aNodeThatTakesNoPodsGetsNoneUntilItDoes(String spec) {
    patchNode(spec);

    create("a", "");
    awaitUnschedulable("a");

    patchNode("\"unschedulable\": null, \"taints\": [OWN]");
    awaitBound("a");
  }

  @Test
  void aPreferenceOfTheNodeIsNone() {
    patchNode("\"taints\": [OWN, {\"key\": \"k\", \"effect\": \"PreferNoSchedule\"}]");

    create("a", "");

    awaitBound("a");
  }

  @Test
  void whatItToleratesDoesNotKeepItAway() {
    patchNode("\"taints\": [OWN, {\"key\": \"k\", \"effect\": \"NoSchedule\"}]");

    create("a", "{\"key\": \"k\", \"effect\": \"NoSchedule\"}");

    awaitBound("a");
  }

  @Test
  void whereThereIsNoRoomItIsPending() {
    create("a", "");
    awaitBound("a");
    String big =
        "\"image\": \"example.com/main:1\", \"resources\": {\"requests\": {\"cpu\": \"5\"}}";
    String port =
        "\"image\": \"example.com/main:1\", \"ports\": [{\"containerPort\": 80, \"hostPort\":"
            + " 8080}]";

    for (String what : List.of(big, port)) {
      String name = what.equals(big) ? "cpu" : "port";
      post(pod(name + "-1", "").replace("\"image\": \"example.com/main:1\"", what));
      awaitBound(name + "-1");
      post(pod(name + "-2", "").replace("\"image\": \"example.com/main:1\"", what));
      awaitUnschedulable(name + "-2");
      raw().delete(pods(name + "-1"), "{\"gracePeriodSeconds\": 0}");
      awaitBound(name + "-2");
    }
  }

  @Test
  void aCordonShowsAsATaint() {
    patchNode("\"unschedulable\": true");
    await("the taint", () -> taints().contains("node.kubernetes.io/unschedulable"));

    patchNode("\"unschedulable\": null");
    await("the taint to go", () -> !taints().contains("node.kubernetes.io/unschedulable"));
  }

  @Test
  void aCordonLeavesThePods() {
    create("a", "");
    awaitReady("a");

    patchNode("\"unschedulable\": true");
    await("the taint", () -> taints().contains("node.kubernetes.io/unschedulable"));

    assertThat(raw().get(pods("a")).terminating()).isFalse();
  }

  @Test
  void aNoExecuteTaintDeletesWhatDoesNotTolerateIt() {
    create("a", "");
    create("b", "{\"key\": \"k\", \"effect\": \"NoExecute\"}");
    awaitReady("a");
    awaitReady("b");
    try (RawWatch watch =
        RawWatch.start(
            raw(),
            pods()
                + ListContract.fields("metadata.name=a")
                + "&resourceVersion="
                + raw().get(pods()).resourceVersion())) {

      patchNode("\"taints\": [OWN, {\"key\": \"k\", \"effect\": \"NoExecute\"}]");

      RawWatch.Event event = watch.next();
      while (!event.terminating()) {
        event = watch.next();
      }
      assertThat(event.object().at("/status/conditions"))
          .anyMatch(
              condition -> condition.path("reason").asText().equals("DeletionByTaintManager"));
      awaitGone("a");
      assertThat(raw().get(pods("b")).terminating()).isFalse();
    }
  }

  private void create(String name, String toleration) {
    post(pod(name, toleration));
  }

  private String pod(String name, String toleration) {
    return Samples.pod(name, toleration.isEmpty() ? onOwnNode() : onOwnNode(toleration));
  }

  private void post(String pod) {
    RawAnswer made = raw().post(pods(), pod);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
  }

  private void awaitBound(String pod) {
    await(
        "pod " + pod + " to be bound",
        () -> raw().get(pods(pod)).text("/spec/nodeName").equals(node()));
  }

  private void awaitUnschedulable(String pod) {
    await(
        "pod " + pod + " to be found unschedulable",
        () -> condition(pod, "PodScheduled").equals("False Unschedulable"));
  }

  private String condition(String pod, String type) {
    return raw()
        .get(pods(pod))
        .body()
        .at("/status/conditions")
        .valueStream()
        .filter(condition -> condition.path("type").asText().equals(type))
        .map(condition ->
            condition.path("status").asText() + " " + condition.path("reason").asText())
        .findFirst()
        .orElse("");
  }
}
