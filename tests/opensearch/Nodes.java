import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Starts nodes of one cluster on loopback in a temporary folder, tells their addresses once they
 * answer, and stops when its standard input ends.
 *
 * <p>Arguments: the file or pipe that answers are written to, how many nodes (1), the first HTTP port
 * (19201). A line `stop 2` on standard input
 * ends the second node at once, `start 2` begins it again, each answered with a line.
 */
public final class Nodes {
    private Nodes() {
    }

    public static void main(final String[] args) {
        // The nodes take System.out and System.err for their logs, and close them.
        try (PrintStream answers = new PrintStream(new FileOutputStream(args[0]), true)) {
            try {
                run(args, answers);
            } catch (final Exception error) {
                error.printStackTrace(answers);
            }
        } catch (final IOException error) {
            System.err.println("no answers can be given: " + error);
        }
        System.exit(0);
    }

    private static void run(final String[] args, final PrintStream answers) throws Exception {
        final int count = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        final int port = args.length > 2 ? Integer.parseInt(args[2]) : 19201;
        final Path folder = Files.createTempDirectory("zhengsou-opensearch");
        final OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(runner, folder)));
        final List<String> seeds = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            seeds.add("127.0.0.1:" + (port + 100 + node));
        }
        runner.onBuild((number, settings) -> {
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", String.valueOf(port + number - 1));
            settings.put("transport.port", String.valueOf(port + 100 + number - 1));
            settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
            settings.put("node.max_local_storage_nodes", String.valueOf(count));
            if (count == 1) {
                settings.put("discovery.type", "single-node");
            } else {
                settings.putList("discovery.seed_hosts", seeds);
                // The first node begins alone, the others join it.
                settings.putList("cluster.initial_cluster_manager_nodes", "Node 1");
            }
        }).build(OpenSearchRunner.newConfigs().basePath(folder.toString())
            .clusterName("zhengsou-tests").numOfNode(count).useLogger());
        runner.ensureYellow();
        final List<String> urls = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            urls.add("http://127.0.0.1:" + (port + node));
        }
        answers.println("ready " + String.join(",", urls));
        obey(runner, answers);
    }

    /** Reads commands until the input ends. */
    private static void obey(final OpenSearchRunner runner, final PrintStream answers) throws Exception {
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            final String[] words = line.trim().split(" ");
            if (words.length == 2 && words[0].equals("stop")) {
                runner.getNode(Integer.parseInt(words[1]) - 1).close();
            } else if (words.length == 2 && words[0].equals("start")) {
                runner.startNode(Integer.parseInt(words[1]) - 1);
            } else {
                answers.println("unknown " + line);
                continue;
            }
            answers.println("done " + line);
        }
    }

    private static void end(final OpenSearchRunner runner, final Path folder) {
        try {
            runner.close();
        } catch (final Exception error) {
            System.err.println("closing: " + error);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (final IOException error) {
            System.err.println("clearing " + folder + ": " + error);
        }
    }
}
