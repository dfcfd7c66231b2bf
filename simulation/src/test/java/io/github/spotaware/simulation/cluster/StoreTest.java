package io.github.spotaware.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Lease;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Node;
import io.github.spotaware.simulation.cluster.object.Taint;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Optimistic concurrency, generations, and writes without effect. */
class StoreTest {
  private final VirtualTime time = new VirtualTime();
  private final Store store = new Store(time, new Chance(1), Trace.OFF);

  private Node node() {
    return Objects.requireNonNull(
        store.create(new Node(Meta.of(Key.of("n1")), false, true, List.of(), 10)));
  }

  @Test
  void aNameIsTakenOnce() {
    Node first = node();
    assertThat(store.create(first)).isNull();
  }

  @Test
  void ofTwoReplacementsOfOneVersionOneGoesThrough() {
    Node read = node();
    assertThat(store.replace(read.cordoned(true))).isNotNull();
    assertThat(store.replace(read.ready(false))).isNull();
    assertThat(store.get(Kind.NODE, Key.of("n1"))).matches(Node::ready);
  }

  @Test
  void whatIsGoneCannotBeReplaced() {
    Node read = node();
    store.remove(read);
    assertThat(store.replace(read.cordoned(true))).isNull();
  }

  @Test
  void aWriteWithoutEffectKeepsTheVersion() {
    Node read = node();
    assertThat(store.replace(read.cordoned(false))).isSameAs(read);
    assertThat(store.writes()).isEqualTo(1);
  }

  @Test
  void theGenerationGrowsWithTheSpecAlone() {
    Node read = node();
    Node status = store.patch(read.ready(false));
    Node spec = store.patch(status.tainted(new Taint("k", Taint.Effect.NO_SCHEDULE)));
    Node terminating = store.patch(spec.with(spec.meta().terminatingSince(0)));

    assertThat(List.of(read, status, spec, terminating))
        .extracting(node -> node.meta().generation())
        .containsExactly(1L, 1L, 2L, 3L);
    assertThat(List.of(read, status, spec, terminating))
        .extracting(node -> node.meta().resourceVersion())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void anObjectMadeAnewHasAnotherUid() {
    Node first = node();
    store.remove(first);
    assertThat(node().meta().uid()).isNotEqualTo(first.meta().uid());
  }

  @Test
  void listsAreSortedByName() {
    for (String name : List.of("c", "a", "b")) {
      store.create(new Node(Meta.of(Key.of(name)), false, true, List.of(), 10));
    }
    assertThat(store.list(Kind.NODE))
        .extracting(node -> node.meta().name())
        .containsExactly("a", "b", "c");
  }

  @Test
  void aLeaseIsTakenByCompareAndSwap() {
    Instant now = time.wall();
    Lease lease =
        Objects.requireNonNull(
            store.create(new Lease(Meta.of(new Key("ns", "l")), "one", 15, now, now, 0)));
    assertThat(store.replace(new Lease(lease.meta(), "two", 15, now, now, 1))).isNotNull();
    assertThat(store.replace(new Lease(lease.meta(), "three", 15, now, now, 1))).isNull();
  }
}
