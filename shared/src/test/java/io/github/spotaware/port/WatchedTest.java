package io.github.spotaware.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchedTest {
  private static final DeploymentRef WEB = new DeploymentRef("shop", "web");
  private static final DeploymentRef API = new DeploymentRef("shop", "api");

  @Test
  void oneOfThemHasASurgeWhereAScheduleNamesIt() {
    Schedule content = Schedule.start(WEB, "uid-web", Instant.EPOCH, "eviction of web-a");
    Watched watched =
        watching(new StoredSchedule("x", "uid", "1", Instant.EPOCH, content, Map.of()));
    assertThat(watched.isSurging(List.of(API, WEB))).isTrue();
    assertThat(watched.isSurging(List.of(API))).isFalse();
    assertThat(watched.isSurging(List.of())).isFalse();
  }

  private static Watched watching(StoredSchedule... schedules) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getName().equals("schedules")
                ? List.of(schedules)
                : InvocationHandler.invokeDefault(proxy, method, arguments);
    return (Watched)
        Proxy.newProxyInstance(
            Watched.class.getClassLoader(), new Class<?>[] {Watched.class}, handler);
  }
}
