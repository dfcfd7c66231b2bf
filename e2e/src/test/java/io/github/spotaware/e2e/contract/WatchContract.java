package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a watch tells, and in which order. */
abstract class WatchContract extends Contract {
  private static final String OURS = ListContract.labels("of=this");

  @Test
  void fromAListOnNothingIsLostOrToldTwice() {
    make("a");
    make("b");
    RawAnswer list = raw().get(configMaps() + OURS);
    make("c");
    change("a", "1");
    try (RawWatch watch = watchFrom(list)) {
      change("c", "2");
      raw().delete(configMaps("b"));
      make("b");
      change("a", "3");

      List<RawWatch.Event> seen = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        seen.add(watch.next());
      }

      assertThat(seen)
          .extracting(RawWatch.Event::toString)
          .containsExactly(
              "ADDED c", "MODIFIED a", "MODIFIED c", "DELETED b", "ADDED b", "MODIFIED a");
      List<Long> versions =
          seen.stream().map(event -> Long.parseLong(event.resourceVersion())).toList();
      assertThat(versions).isSorted().doesNotHaveDuplicates();
      assertThat(versions.getFirst()).isGreaterThan(Long.parseLong(list.resourceVersion()));
      assertThat(seen.getLast().object().at("/data/key").asText()).isEqualTo("3");
    }
  }

  /** Wherever between the writes of others the list comes. */
  @Test
  void whileOthersWriteNothingIsLostOrToldTwice() {
    List<CompletableFuture<RawAnswer>> writes = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      wanted.add("a" + i);
      writes.add(raw().startPost(configMaps(), Samples.labelled("a" + i, "\"of\": \"this\"")));
    }
    writes.get(10).join();
    RawAnswer list = raw().get(configMaps() + OURS);
    List<String> seen = new ArrayList<>(list.names());
    try (RawWatch watch = watchFrom(list)) {
      while (seen.size() < wanted.size()) {
        RawWatch.Event event = watch.next();
        assertThat(event.type()).isEqualTo("ADDED");
        seen.add(event.name());
      }
      assertThat(seen).containsExactlyInAnyOrderElementsOf(wanted);
      writes.forEach(write -> assertThat(write.join().status()).isEqualTo(201));
      change("a0", "last");
      assertThat(watch.next()).hasToString("MODIFIED a0");
    }
  }

  @Test
  void anEventHasTheWholeObject() {
    RawAnswer list = raw().get(configMaps() + OURS);
    RawAnswer made = make("a");
    try (RawWatch watch = watchFrom(list)) {
      assertThat(watch.status()).isEqualTo(200);
      assertThat(watch.next().object()).isEqualTo(made.body());
    }
  }

  @Test
  void oneWithoutVersionBeginsWithWhatIsThere() {
    make("a");
    make("b");
    for (String version : List.of("", "&resourceVersion=0")) {
      try (RawWatch watch = RawWatch.start(raw(), configMaps() + OURS + version)) {
        assertThat(List.of(watch.next().toString(), watch.next().toString()))
            .containsExactlyInAnyOrder("ADDED a", "ADDED b");
        change("a", "after" + version);
        assertThat(watch.next()).hasToString("MODIFIED a");
      }
    }
  }

  @Test
  void whatLeavesTheSelectorIsDeletedToIt() {
    make("a");
    try (RawWatch watch = watchFrom(raw().get(configMaps() + OURS))) {
      RawAnswer changed = label("a", "\"other\"");
      RawWatch.Event left = watch.next();

      assertThat(left).hasToString("DELETED a");
      assertThat(left.terminating()).isFalse();
      assertThat(left.resourceVersion()).isEqualTo(changed.resourceVersion());
      assertThat(left.object().at("/metadata/labels/of").asText())
          .as("the object as it was")
          .isEqualTo("this");

      change("a", "unseen");
      RawAnswer back = label("a", "\"this\"");
      RawWatch.Event added = watch.next();
      assertThat(added).hasToString("ADDED a");
      assertThat(added.object()).isEqualTo(back.body());
    }
  }

  @Test
  void aWriteThatChangesNothingIsNotTold() {
    make("a");
    try (RawWatch watch = watchFrom(raw().get(configMaps() + OURS))) {
      change("a", "value");
      change("a", "other");
      assertThat(watch.next().object().at("/data/key").asText()).isEqualTo("other");
    }
  }

  @Test
  void anObjectOfAnotherNamespaceIsNotTold() {
    String mark = "\"mark\": \"" + namespace() + "\"";
    String selected = ListContract.labels("mark=" + namespace());
    RawAnswer list = raw().get(clusterPath("v1", "configmaps") + selected);
    String from = selected + "&resourceVersion=" + list.resourceVersion();
    String elsewhere = "/api/v1/namespaces/default/configmaps";
    raw().post(elsewhere, Samples.labelled(namespace(), mark));
    raw().post(configMaps(), Samples.labelled("a", mark));
    try (RawWatch here = RawWatch.start(raw(), configMaps() + from);
        RawWatch everywhere = RawWatch.start(raw(), clusterPath("v1", "configmaps") + from)) {
      assertThat(here.next()).hasToString("ADDED a");
      assertThat(everywhere.until("ADDED a")).containsExactly("ADDED " + namespace(), "ADDED a");
    }
    raw().delete(elsewhere + "/" + namespace());
  }

  @Test
  void oneObjectIsWatchedByItsName() {
    make("a");
    try (RawWatch watch =
        RawWatch.start(raw(), configMaps() + ListContract.fields("metadata.name=b"))) {
      change("a", "other");
      make("b");
      raw().delete(configMaps("b"));
      assertThat(watch.next()).hasToString("ADDED b");
      assertThat(watch.next()).hasToString("DELETED b");
    }
  }

  @Test
  void aPodComesIntoTheWatchOfItsNode() {
    try (RawWatch watch =
        RawWatch.start(raw(), pods() + ListContract.fields("spec.nodeName=node-1"))) {
      raw()
          .post(
              pods(),
              Samples.pod("a", "\"nodeSelector\": {\"kubernetes.io/hostname\": \"node-1\"},"));
      RawWatch.Event bound = watch.next();
      assertThat(bound).hasToString("ADDED a");
      assertThat(bound.object().at("/spec/nodeName").asText()).isEqualTo("node-1");
    }
  }

  @Test
  void aFinalizerShowsAsADeletionTimestampFirst() {
    raw()
        .post(
            configMaps(),
            Samples.labelled("a", "\"of\": \"this\"")
                .replace("\"name\"", "\"finalizers\": [\"a.b/c\"], \"name\""));
    try (RawWatch watch = watchFrom(raw().get(configMaps() + OURS))) {
      RawAnswer deleted = raw().delete(configMaps("a"));
      RawWatch.Event marked = watch.next();
      assertThat(deleted.status()).isEqualTo(200);
      assertThat(marked).hasToString("MODIFIED a");
      assertThat(marked.terminating()).isTrue();

      raw().patch(configMaps("a"), RawClient.MERGE_PATCH, "{\"metadata\": {\"finalizers\": null}}");
      assertThat(watch.next()).hasToString("DELETED a");
    }
  }

  @Test
  void itEndsWhenItsTimeIsOver() {
    make("a");
    try (RawWatch watch = RawWatch.start(raw(), configMaps() + OURS + "&timeoutSeconds=1")) {
      assertThat(watch.untilEnd()).extracting(RawWatch.Event::toString).containsExactly("ADDED a");
    }
  }

  private RawWatch watchFrom(RawAnswer list) {
    return RawWatch.start(
        raw(), configMaps() + OURS + "&resourceVersion=" + list.resourceVersion());
  }

  private RawAnswer make(String name) {
    return raw().post(configMaps(), Samples.labelled(name, "\"of\": \"this\""));
  }

  private void change(String name, String value) {
    raw()
        .patch(configMaps(name), RawClient.MERGE_PATCH, "{\"data\": {\"key\": \"" + value + "\"}}");
  }

  private RawAnswer label(String name, String value) {
    return raw()
        .patch(
            configMaps(name),
            RawClient.MERGE_PATCH,
            "{\"metadata\": {\"labels\": {\"of\": " + value + "}}}");
  }
}
