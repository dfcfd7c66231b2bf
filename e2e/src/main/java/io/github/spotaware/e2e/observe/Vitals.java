package io.github.spotaware.e2e.observe;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process of ours holds on to. Linux only.
 *
 * @param heap bytes in use in the Java heap
 * @param threads of the operating system
 * @param sockets open ones: connections and listeners
 */
public record Vitals(long heap, int threads, int sockets) {

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  /** One line for each generation of the heap; Metaspace says no total. */
  private static final Pattern USED = Pattern.compile("total [0-9]+K, used ([0-9]+)K");

  /** Of the process with this pid, after a full collection: what is left is alive. */
  public static Vitals alive(long pid) {
    jcmd(pid, "GC.run");
    return now(pid);
  }

  /** Of the process with this pid, garbage included. */
  public static Vitals now(long pid) {
    return new Vitals(heap(jcmd(pid, "GC.heap_info")), threads(pid), sockets(pid));
  }

  /** The greater of each. */
  public Vitals max(Vitals other) {
    return new Vitals(
        Math.max(heap, other.heap),
        Math.max(threads, other.threads),
        Math.max(sockets, other.sockets));
  }

  @Override
  public String toString() {
    return "heap %.1f MiB, %d threads, %d sockets".formatted(heap / 1048576.0, threads, sockets);
  }

  private static long heap(String info) {
    Matcher used = USED.matcher(info);
    long sum = 0;
    while (used.find()) {
      sum += Long.parseLong(used.group(1)) * 1024;
    }
    if (sum == 0) {
      throw new EnvironmentException("GC.heap_info says of no generation what is used: " + info);
    }
    return sum;
  }

  private static int threads(long pid) {
    try (Stream<String> lines = Files.lines(proc(pid).resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("Threads:"))
          .mapToInt(line -> Integer.parseInt(line.substring("Threads:".length()).strip()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new EnvironmentException("process " + pid + " cannot be looked at", e);
    }
  }

  private static int sockets(long pid) {
    try (Stream<Path> files = Files.list(proc(pid).resolve("fd"))) {
      return (int) files.filter(Vitals::isSocket).count();
    } catch (IOException e) {
      throw new EnvironmentException("process " + pid + " cannot be looked at", e);
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException _) {
      return false; // closed meanwhile
    }
  }

  private static Path proc(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  private static String jcmd(long pid, String command) {
    try {
      Process process =
          new ProcessBuilder(List.of(JCMD.toString(), Long.toString(pid), command))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new EnvironmentException("jcmd " + pid + " " + command + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new EnvironmentException("jcmd cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted in jcmd", e);
    }
  }
}
