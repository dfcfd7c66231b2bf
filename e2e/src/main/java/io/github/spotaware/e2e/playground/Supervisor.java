package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.pod.BuildTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The detached process that owns a playground of {@code ./playground up}. It ends, and all
 * processes of the playground with it, on the command {@code down}, on SIGTERM or SIGINT, when its
 * time to live is over, or when the {@code up} that started it goes away before all is ready.
 */
@Command(name = "supervisor", hidden = true)
final class Supervisor implements Runnable {

  /** Asks to follow the start until all is ready. */
  static final String FOLLOW = "follow";

  static final String DOWN = "down";
  static final String STATUS = "status";

  /** With the process and the checkout whose build it is started from. */
  static final String START_FROM = "start-from";

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  @Mixin private UpOptions options = new UpOptions();

  private final ProgressLog progress = new ProgressLog();
  private final CountDownLatch followersTold = new CountDownLatch(1);
  private volatile @Nullable PlaygroundHandle playground;

  private Supervisor() {}

  /** Runs until the playground is down. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new Supervisor());
    int code = commandLine.execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public void run() {
    PlaygroundOptions wanted = options.toOptions();
    PlaygroundFolder folder = PlaygroundFolder.named(wanted.name());
    PlaygroundFolder.Claim claim = folder.claim();
    ControlServer.serve(folder.socket(), this::command);
    Runtime.getRuntime().addShutdownHook(new Thread(this::takeDown, "shutdown"));
    try {
      playground = Playgrounds.start(wanted, claim, progress);
      endAfter(wanted.ttl());
      progress.end(Optional.empty());
    } catch (RuntimeException e) {
      e.printStackTrace();
      progress.end(Optional.of(e));
      awaitFollower();
      System.exit(1);
    }
  }

  /** From when it is ready: until then --timeout bounds it, and a slow start takes nothing away. */
  private static void endAfter(Duration ttl) {
    ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);
    var _ =
        timer.schedule(
            () -> {
              System.err.println("the time to live is over");
              System.exit(0);
            },
            ttl.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void command(String command, Consumer<String> output) {
    String[] words = command.split(" ", 2);
    String argument = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case FOLLOW -> follow(output);
      case DOWN -> {
        takeDown();
        Thread.ofPlatform().start(() -> System.exit(0));
      }
      case STATUS -> StatusTable.of(ready()).forEach(output);
      case "stop" -> ready().stop(argument);
      case "kill" -> ready().kill(argument);
      case "start" -> ready().start(argument);
      case START_FROM -> {
        String[] what = argument.split(" ", 2);
        ready().start(what[0], BuildTree.of(Path.of(what[1])));
      }
      case "pause" -> ready().pause(argument);
      case "resume" -> ready().resume(argument);
      case "log" -> output.accept(ready().log(argument).toString());
      default ->
          throw new EnvironmentException("the supervisor knows no command '" + command + "'");
    }
  }

  private void follow(Consumer<String> output) {
    try {
      progress.follow(output);
    } catch (ControlServer.ClientGoneException e) {
      System.err.println("the one who started this playground went away before it was ready");
      Thread.ofPlatform().start(() -> System.exit(1));
      throw e;
    } finally {
      followersTold.countDown();
    }
  }

  private PlaygroundHandle ready() {
    PlaygroundHandle current = playground;
    if (current == null) {
      throw new EnvironmentException(
          "the playground is still starting; try again in a few seconds");
    }
    return current;
  }

  /**
   * Before it is ready there is nothing to do: its processes end with this one. The lock is left to
   * the kernel, so that it is free only when this process is gone, too.
   */
  private void takeDown() {
    PlaygroundHandle current = playground;
    if (current != null) {
      current.takeDown();
    }
  }

  private void awaitFollower() {
    try {
      var _ = followersTold.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
