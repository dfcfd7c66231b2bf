package io.github.spotaware.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Meta;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.Interest;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.simulation.cluster.store.Watches;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists, watches and caches: what they show, and when. */
class WatchTest {
  private final VirtualTime time = new VirtualTime();
  private final Chance chance = new Chance(7);
  private final Store store = new Store(time, chance, Trace.OFF);
  private final Watches watches = new Watches(store, time, chance);
  private final List<String> events = new ArrayList<>();
  private final Namespace a = create("a");

  private Namespace create(String name) {
    Namespace created = store.create(new Namespace(Meta.of(Key.of(name))));
    if (created == null) {
      throw new AssertionError("taken: " + name);
    }
    return created;
  }

  private Informer<Namespace> watch(Interest<Namespace> interest) {
    watches.lag("me", Pace.fixedMillis(10));
    return watches.watch(
        "me",
        Kind.NAMESPACE,
        namespace -> !"no".equals(namespace.meta().labels().get("seen")),
        interest,
        this::tell,
        () -> events.add("synced"));
  }

  private void tell(WatchEvent<Namespace> event) {
    String label = event.object().meta().labels().get("seen");
    events.add(
        event.type() + " " + event.object().meta().name() + (label == null ? "" : "=" + label));
  }

  private Namespace label(Namespace namespace, String value) {
    return store.patch(namespace.with(namespace.meta().label("seen", value)));
  }

  private void millis(long millis) {
    time.runUntil(time.nanos() + millis * 1_000_000);
  }

  @Test
  void theListComesFirst() {
    Informer<Namespace> informer = watch(Interest.all());
    assertThat(informer.synced()).isFalse();

    millis(10);

    assertThat(events).containsExactly("ADDED a", "synced");
    assertThat(informer.watching()).isTrue();
  }

  @Test
  void aChangeIsSeenAfterTheLag() {
    watch(Interest.all());
    millis(10);
    label(a, "1");
    millis(9);
    assertThat(events).hasSize(2);
    millis(1);
    assertThat(events).endsWith("MODIFIED a=1");
  }

  @Test
  void eachVersionIsTold() {
    watch(Interest.all());
    millis(10);
    label(label(a, "1"), "2");
    millis(10);
    assertThat(events).endsWith("MODIFIED a=1", "MODIFIED a=2");
  }

  @Test
  void leavingTheSelectionIsADeletionOfTheVersionBefore() {
    Informer<Namespace> informer = watch(Interest.all());
    millis(10);
    Namespace left = label(label(a, "1"), "no");
    millis(10);
    assertThat(events).endsWith("MODIFIED a=1", "DELETED a=1");
    assertThat(informer.all()).isEmpty();
    label(left, "2");
    millis(10);
    assertThat(events).endsWith("ADDED a=2");
  }

  @Test
  void aDeletionShowsTheLastVersion() {
    watch(Interest.all());
    millis(10);
    store.remove(label(a, "1"));
    millis(10);
    assertThat(events).endsWith("MODIFIED a=1", "DELETED a=1");
  }

  @Test
  void whoeverFellBehindTheLogListsAnew() {
    Informer<Namespace> informer = watch(Interest.all());
    create("b");
    millis(10);
    events.clear();
    watches.freeze("me");
    store.remove(a);
    label(create("c"), "1");
    millis(60_000);
    assertThat(events).isEmpty();

    store.compact();
    watches.thaw("me");
    millis(10);

    assertThat(events).containsExactly("DELETED a", "ADDED c=1");
    assertThat(informer.all()).extracting(n -> n.meta().name()).containsExactly("b", "c");
  }

  @Test
  void theLogForgetsTheOldest() {
    store.keepLog(2);
    watch(Interest.all());
    millis(10);
    watches.freeze("me");
    Namespace now = a;
    for (int i = 0; i < 9; i++) {
      now = label(now, "v" + i);
    }
    watches.thaw("me");
    millis(10);
    assertThat(events).endsWith("synced", "MODIFIED a=v8");
  }

  @Test
  void aRelistTellsAnObjectMadeAnewAsDeletedAndAdded() {
    watch(Interest.all());
    millis(10);
    watches.freeze("me");
    store.remove(a);
    create("a");
    store.compact();
    watches.thaw("me");
    millis(10);
    assertThat(events).endsWith("DELETED a", "ADDED a");
  }

  @Test
  void aBrokenConnectionIsMadeAgainAndMissesNothing() {
    Informer<Namespace> informer = watch(Interest.all());
    millis(10);
    watches.disconnect("me");
    assertThat(informer.watching()).isFalse();
    label(a, "1");
    millis(5_000);
    assertThat(informer.watching()).isTrue();
    assertThat(events).endsWith("MODIFIED a=1");
  }

  @Test
  void nothingArrivesWhileTheServerIsAway() {
    Informer<Namespace> informer = watch(Interest.all());
    millis(10);
    watches.serverAway();
    Informer<Namespace> late = watch(Interest.all());
    millis(60_000);
    assertThat(informer.watching()).isFalse();
    assertThat(late.synced()).isFalse();
    watches.serverBack();
    millis(5_000);
    assertThat(informer.watching()).isTrue();
    assertThat(late.synced()).isTrue();
  }

  @Test
  void aClosedOneTellsNothingMore() {
    Informer<Namespace> informer = watch(Interest.all());
    millis(10);
    label(a, "1");
    informer.close();
    millis(10);
    assertThat(events).endsWith("synced");
  }

  @Test
  void whatIsOfNoInterestCostsNoEventAndShowsWhenRead() {
    Informer<Namespace> informer = watch((type, before, after) -> type != ChangeType.MODIFIED);
    millis(10);
    long steps = time.steps();
    label(a, "1");
    millis(9);
    Namespace early = informer.get(Key.of("a"));
    millis(1);
    Namespace late = informer.get(Key.of("a"));

    assertThat(time.steps()).isEqualTo(steps);
    assertThat(early).isNotNull();
    assertThat(early.meta().labels()).isEmpty();
    assertThat(late).isNotNull();
    assertThat(late.meta().labels()).containsEntry("seen", "1");
  }
}
