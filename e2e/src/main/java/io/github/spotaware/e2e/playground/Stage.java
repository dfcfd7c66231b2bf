package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.Progress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A playground that is taken down when it is closed, and also when this process is asked to end
 * before: by Ctrl-C, by SIGTERM.
 *
 * @param playground runs
 * @param ending is set as soon as it is taken down, or about to be
 */
public record Stage(PlaygroundHandle playground, AtomicBoolean ending) implements AutoCloseable {

  /** Starts it. While it starts, its processes end with this one, whatever ends this one. */
  public static Stage open(PlaygroundOptions options, Progress progress, AtomicBoolean ending) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true), "ending"));
    Stage stage = new Stage(Playgrounds.start(options, progress), ending);
    Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "take-down"));
    return stage;
  }

  @Override
  public void close() {
    playground.close();
  }
}
