package io.github.spotaware.e2e.bench;

import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ManagedProcess;
import io.github.spotaware.e2e.controlplane.ProcessSpec;
import io.github.spotaware.e2e.controlplane.Progress;
import io.github.spotaware.e2e.controlplane.ResidentMemory;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts one of the project's processes again and again, in turn with its AOT cache and without.
 *
 * @param playground whose process of this name is stopped and whose place is taken
 * @param process e.g. {@code webhook-0}
 * @param progress told of each pair
 */
record StartBench(PlaygroundHandle playground, String process, Progress progress) {

  private static final String CACHE = "-XX:AOTCache=";
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration IN_SERVICE = Duration.ofSeconds(3);

  /** Takes so many samples of each; one of each before is not counted, so that files are cached. */
  StartResult run(int count) {
    ProcessSpec shipped = playground.spec(process);
    ProcessSpec with = shipped.with("-XX:AOTMode=on"); // ends where the cache cannot be used
    ProcessSpec without = shipped.with("-XX:AOTMode=off");
    if (shipped.command().stream().noneMatch(word -> word.startsWith(CACHE))) {
      throw new EnvironmentException(process + " is started without an AOT cache");
    }
    playground.stop(process);
    List<StartSample> cached = new ArrayList<>();
    List<StartSample> plain = new ArrayList<>();
    sample(with);
    sample(without);
    for (int i = 1; i <= count; i++) {
      cached.add(sample(with));
      plain.add(sample(without));
      progress.say(
          "%s %d of %d: ready after %d ms, without the cache %d ms"
              .formatted(
                  process,
                  i,
                  count,
                  cached.getLast().ready().toMillis(),
                  plain.getLast().ready().toMillis()));
    }
    playground.start(process);
    return new StartResult(process, cached, plain);
  }

  private static StartSample sample(ProcessSpec spec) {
    ManagedProcess started = new ManagedProcess(spec, _ -> {});
    try {
      long begin = System.nanoTime();
      started.start();
      started.awaitReady(Deadline.after(BOUND));
      Duration ready = Duration.ofNanos(System.nanoTime() - begin);
      Thread.sleep(IN_SERVICE);
      return new StartSample(ready, memory(started));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while measuring", e);
    } finally {
      started.stop();
    }
  }

  private static ResidentMemory memory(ManagedProcess started) {
    return ResidentMemory.of(started.status().pid().orElseThrow())
        .orElseThrow(
            () -> new EnvironmentException("no memory of " + started.name() + " in /proc"));
  }
}
