package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.Store;
import io.github.spotaware.freshness.Freshness;
import io.github.spotaware.freshness.Pulse;
import io.github.spotaware.testing.ManualTiming;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastingWatchTest {
  private static final Duration PAUSE = Duration.ofSeconds(22);

  private final ManualTiming timing = new ManualTiming();
  private final Watches watches = new Watches(timing);
  private final List<FakeInformer> informers = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final LastingWatch<ConfigMap> watch =
      new LastingWatch<>(
          "things",
          () -> {
            FakeInformer opened = new FakeInformer();
            informers.add(opened);
            return opened.informer();
          },
          Handler.of(
              map -> told.add("+" + map.getMetadata().getName() + version(map)),
              map -> told.add("-" + map.getMetadata().getName())),
          watches);

  @BeforeEach
  void listOnce() {
    watches.start();
    watch.start();
    assertThat(watches.doubts())
        .containsExactly("the watch of things is not up to date: not listed yet, for 0 s");
    first().lists("10", map("a", 1), map("b", 2), map("c", 3));
    assertThat(watch.doubt()).isEmpty();
    told.clear();
  }

  @Test
  void afterAPauseItIsCurrentOnceItHasListedAnew() {
    timing.pass(Pulse.BEAT);
    timing.standStill(PAUSE);
    assertThat(watches.doubts())
        .as("before any beat")
        .singleElement()
        .asString()
        .startsWith("the watch of things is not up to date: this process stood still for 22 s");

    first().event("11", map("a", 11)); // sent before the pause, for all we know
    timing.pass(Duration.ZERO);
    assertThat(informers).hasSize(2);
    assertThat(watch.current()).isFalse();
    assertThat(told).as("what it shows goes on to be told").containsExactly("+a11");

    second().lists("12", map("a", 11), map("b", 12), map("d", 4));
    assertThat(watch.current()).isTrue();
    assertThat(told).containsExactlyInAnyOrder("+a11", "+b12", "+d4", "-c");
    timing.pass(Pulse.BEAT);
    assertThat(first().stopped).isTrue();
    assertThat(informers).as("not once more").hasSize(2);
  }

  @Test
  void aPauseWhileItListsIsAPauseAsWell() {
    timing.standStill(PAUSE);
    timing.pass(Duration.ZERO);
    timing.standStill(PAUSE);
    second().lists("12", map("a", 1));
    assertThat(watch.current()).as("on a list asked for before the pause").isFalse();
    timing.pass(Pulse.BEAT);
    assertThat(informers).hasSize(3);
    informers.get(2).lists("13", map("a", 1));
    assertThat(watch.current()).isTrue();
  }

  /** What it shows may not have been told when another one takes its place. */
  @Test
  void nothingIsLostBetweenTheTwo() {
    timing.standStill(PAUSE);
    timing.pass(Duration.ZERO);
    first().shows(map("a", 11));
    first().showsNoMore("b");
    second().lists("12", map("a", 11), map("c", 3));
    assertThat(told).isEmpty();

    first().tells(map("a", 1), map("a", 11));
    first().tellsGone(map("b", 2));
    first().tells(map("c", 3), map("c", 2)); // not what is there now
    assertThat(told).containsExactly("+a11", "-b");
  }

  @Test
  void oneThatIsLeftTellsNothingOfWhatHasChangedSince() {
    timing.standStill(PAUSE);
    timing.pass(Duration.ZERO);
    second().lists("12", map("a", 12));
    told.clear();
    first().event("13", map("a", 11));
    assertThat(told).isEmpty();
    second().event("14", map("a", 14));
    assertThat(told).containsExactly("+a14");
  }

  @Test
  void oneThatTellsNothingIsListedAnewAndGoesOn() {
    timing.pass(Freshness.RENEWED_AFTER.plus(Pulse.BEAT.multipliedBy(2)));
    assertThat(informers).hasSize(2);
    assertThat(watch.current()).isTrue();
    second().lists("20", map("a", 1), map("b", 2), map("c", 3));
    assertThat(watch.current()).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void aBookmarkIsEnough() {
    for (int minute = 0; minute < 5; minute++) {
      timing.pass(Duration.ofMinutes(1));
      first().version = "bookmark-" + minute;
    }
    assertThat(informers).hasSize(1);
    assertThat(watch.current()).isTrue();
  }

  @Test
  void oneThatCannotBeListedAnewIsStaleAndRecovers() {
    timing.pass(Freshness.STALE_AFTER.plus(Pulse.BEAT.multipliedBy(3)));
    assertThat(watches.doubts())
        .singleElement()
        .asString()
        .matches("the watch of things is not up to date: nothing heard for 9\\d s");
    timing.pass(Freshness.LIST_PATIENCE);
    assertThat(informers).as("asked for once more").hasSize(3);
    assertThat(second().stopped).isTrue();

    first().version = "11";
    timing.pass(Pulse.BEAT);
    assertThat(watch.current()).as("the old one is heard of again").isTrue();
    informers.get(2).lists("12", map("a", 1), map("b", 2), map("c", 3));
    assertThat(watch.current()).isTrue();
  }

  @Test
  void oneThatIsNotOpenIsNotCurrent() {
    first().open = false;
    timing.pass(Duration.ofSeconds(3));
    assertThat(watch.doubt()).contains("not connected, for 3 s");
    assertThat(watch.recent()).isTrue();
  }

  /** It is open again before it has told what happened meanwhile. */
  @Test
  void oneThatBrokeForAMomentIsNotCurrentUntilItHasCaughtUp() {
    timing.pass(Freshness.LOOK);
    first().open = false;
    timing.pass(Freshness.LOOK);
    first().open = true;
    assertThat(watch.doubt()).as("it is connected").isEmpty();
    assertThat(watch.current()).isFalse();
    timing.pass(Freshness.CAUGHT_UP_AFTER.minus(Freshness.LOOK));
    assertThat(watch.current()).isFalse();
    timing.pass(Freshness.LOOK);
    assertThat(watch.current()).isTrue();
  }

  @Test
  void oneThatIsClosedIsAskedForNoMore() {
    timing.standStill(PAUSE);
    timing.pass(Duration.ZERO);
    watch.close();
    assertThat(informers).allMatch(informer -> informer.stopped);
    second().lists("12", map("a", 12));
    assertThat(told).isEmpty();
    assertThat(watches.doubts()).isEmpty();
  }

  private FakeInformer first() {
    return informers.getFirst();
  }

  private FakeInformer second() {
    return informers.get(1);
  }

  private static ConfigMap map(String name, int version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("n")
        .withName(name)
        .withResourceVersion(Integer.toString(version))
        .endMetadata()
        .build();
  }

  private static String version(ConfigMap map) {
    return map.getMetadata().getResourceVersion();
  }

  /** The client's informer, told by hand what it would hear. */
  private static final class FakeInformer {
    private final Map<String, ConfigMap> shown = new LinkedHashMap<>();
    private final List<ResourceEventHandler<ConfigMap>> handlers = new ArrayList<>();
    private @Nullable String version;
    private boolean open;
    private boolean stopped;

    void lists(String resourceVersion, ConfigMap... maps) {
      for (ConfigMap map : maps) {
        shows(map);
      }
      version = resourceVersion;
      open = true;
      for (ResourceEventHandler<ConfigMap> handler : handlers) {
        List.of(maps).forEach(handler::onAdd);
        handler.onList(resourceVersion, maps.length == 0);
      }
    }

    void event(String resourceVersion, ConfigMap map) {
      shows(map);
      version = resourceVersion;
      tells(map, map);
    }

    void shows(ConfigMap map) {
      shown.put(key(map), map);
    }

    void showsNoMore(String name) {
      shown.remove(key(map(name, 0)));
    }

    void tells(ConfigMap before, ConfigMap after) {
      handlers.forEach(handler -> handler.onUpdate(before, after));
    }

    void tellsGone(ConfigMap map) {
      handlers.forEach(handler -> handler.onDelete(map, false));
    }

    private static String key(ConfigMap map) {
      return Cache.metaNamespaceKeyFunc(map);
    }

    @SuppressWarnings("unchecked") // Proxies know no type arguments.
    SharedIndexInformer<ConfigMap> informer() {
      return (SharedIndexInformer<ConfigMap>)
          proxy(
              SharedIndexInformer.class,
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "addEventHandler" -> {
                      handlers.add((ResourceEventHandler<ConfigMap>) arguments[0]);
                      yield self;
                    }
                    case "start" -> CompletableFuture.completedFuture(null);
                    case "stop" -> {
                      stopped = true;
                      yield null;
                    }
                    case "isRunning" -> !stopped;
                    case "isWatching" -> open;
                    case "lastSyncResourceVersion" -> version;
                    case "getStore" -> store();
                    default -> throw new UnsupportedOperationException(method.getName());
                  });
    }

    private Object store() {
      return proxy(
          Store.class,
          (_, method, arguments) ->
              switch (method.getName()) {
                case "list" -> List.copyOf(shown.values());
                case "getByKey" -> shown.get(arguments[0]);
                default -> throw new UnsupportedOperationException(method.getName());
              });
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
      return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }
  }
}
