import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

/**
 * Lucene over the notices that all peers are given, counted by sorted sets of values.
 *
 * <p>Arguments: `index` or `search`, the folder, how often each query is measured, how many values of
 * each dimension are returned. The report is that of `contract/src/report.rs`.
 */
public final class Lucene {
    private static final String PEER = "lucene";

    private static final String[] DIMENSIONS = {"region", "year", "kind", "department"};

    /** Memory for postings, in MB, as the other peers have. */
    private static final double MEMORY = 400;

    /** Notices that are indexed in memory first, so that the compiler has seen the code. */
    private static final int WARM_NOTICES = 1000;

    /** Searches of each kind before any is measured, for the same reason. */
    private static final int WARM_SEARCHES = 5000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final OperatingSystemMXBean PROCESS =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path folder;
    private final int runs;
    private final int values;
    private final FacetsConfig config = new FacetsConfig();

    private Lucene(final String[] args) {
        folder = Path.of(args[1]);
        runs = Integer.parseInt(args[2]);
        values = Integer.parseInt(args[3]);
        for (final String dimension : DIMENSIONS) {
            config.setMultiValued(dimension, true);
        }
    }

    public static void main(final String[] args) throws IOException {
        final Lucene lucene = new Lucene(args);
        final String report = args[0].equals("index") ? lucene.index() : lucene.search();
        Files.writeString(lucene.folder.resolve(PEER + "-" + args[0] + ".json"), report);
    }

    private String index() throws IOException {
        try (Directory warm = new ByteBuffersDirectory()) {
            write(warm, WARM_NOTICES);
        }
        final double seconds;
        try (Directory directory = new MMapDirectory(folder.resolve(PEER))) {
            seconds = write(directory, Integer.MAX_VALUE);
        }
        final long bytes;
        try (Stream<Path> files = Files.list(folder.resolve(PEER))) {
            bytes = files.mapToLong(file -> file.toFile().length()).sum();
        }
        return String.format(Locale.ROOT,
            "{\"engine\":\"Lucene %s\",\"processor\":%f,\"bytes\":%d,\"peak\":%f}",
            Version.LATEST, seconds, bytes, memory("VmHWM"));
    }

    /** Writes so many notices and returns the seconds of processor, those of reading them left out. */
    private double write(final Directory directory, final int most) throws IOException {
        final IndexWriterConfig settings = new IndexWriterConfig(new WhitespaceAnalyzer());
        settings.setRAMBufferSizeMB(MEMORY);
        final long begun = PROCESS.getProcessCpuTime();
        long prepared = 0;
        try (IndexWriter writer = new IndexWriter(directory, settings);
             BufferedReader notices = Files.newBufferedReader(folder.resolve("notices.tsv"))) {
            for (int notice = 0; notice < most; notice++) {
                final long before = THREADS.getCurrentThreadCpuTime();
                final String line = notices.readLine();
                if (line == null) {
                    break;
                }
                final Document document = document(line);
                prepared += THREADS.getCurrentThreadCpuTime() - before;
                writer.addDocument(config.build(document));
            }
            writer.commit();
        }
        return (PROCESS.getProcessCpuTime() - begun - prepared) / 1e9;
    }

    private static Document document(final String line) {
        final String[] columns = line.split("\t", -1);
        final Document document = new Document();
        document.add(new StoredField("id", columns[0]));
        document.add(new TextField("text", columns[DIMENSIONS.length + 1], Field.Store.NO));
        for (int dimension = 0; dimension < DIMENSIONS.length; dimension++) {
            for (final String value : columns[dimension + 1].split("\\|")) {
                if (!value.isEmpty()) {
                    document.add(new SortedSetDocValuesFacetField(DIMENSIONS[dimension], value));
                }
            }
        }
        return document;
    }

    private String search() throws IOException {
        final List<String> queries = Files.readAllLines(folder.resolve("queries.tsv"));
        final List<String> searches = new ArrayList<>();
        try (Directory directory = new MMapDirectory(folder.resolve(PEER));
             DirectoryReader reader = DirectoryReader.open(directory)) {
            final IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            final SortedSetDocValuesReaderState state =
                new DefaultSortedSetDocValuesReaderState(reader, config);
            for (final boolean counted : new boolean[] {false, true}) {
                for (int warm = 0; warm < WARM_SEARCHES; warm++) {
                    found(searcher, state, queries.get(warm % queries.size()), counted);
                }
                for (final String query : queries) {
                    searches.add(measured(searcher, state, query, counted));
                }
            }
        }
        return String.format(Locale.ROOT, "{\"memory\":%f,\"searches\":[%s]}",
            memory("VmRSS"), String.join(",", searches));
    }

    private String measured(final IndexSearcher searcher, final SortedSetDocValuesReaderState state,
                            final String text, final boolean counted) throws IOException {
        final List<String> processor = new ArrayList<>();
        final List<String> wall = new ArrayList<>();
        Found found = null;
        for (int run = 0; run < runs; run++) {
            final long begun = System.nanoTime();
            final long before = THREADS.getCurrentThreadCpuTime();
            found = found(searcher, state, text, counted);
            processor.add(String.valueOf((THREADS.getCurrentThreadCpuTime() - before) / 1e6));
            wall.add(String.valueOf((System.nanoTime() - begun) / 1e6));
        }
        return String.format(Locale.ROOT,
            "{\"text\":\"%s\",\"counted\":%b,\"found\":%d,\"counts\":%s,\"processor\":%s,\"wall\":%s}",
            text, counted, found.notices, found.counts, processor, wall);
    }

    /** Searches for any of some words: ten notices, the exact number, counts of all dimensions. */
    private Found found(final IndexSearcher searcher, final SortedSetDocValuesReaderState state,
                        final String text, final boolean counted) throws IOException {
        final BooleanQuery.Builder words = new BooleanQuery.Builder();
        for (final String word : text.split(" ")) {
            words.add(new TermQuery(new Term("text", word)), BooleanClause.Occur.SHOULD);
        }
        final Query query = words.build();
        final TopScoreDocCollectorManager best =
            new TopScoreDocCollectorManager(10, null, Integer.MAX_VALUE);
        if (!counted) {
            return new Found(searcher.search(query, best).totalHits.value, List.of());
        }
        final Object[] both =
            searcher.search(query, new MultiCollectorManager(best, new FacetsCollectorManager()));
        final SortedSetDocValuesFacetCounts facets =
            new SortedSetDocValuesFacetCounts(state, (FacetsCollector) both[1]);
        final List<List<Integer>> counts = new ArrayList<>();
        for (final String dimension : DIMENSIONS) {
            final FacetResult result = facets.getTopChildren(values, dimension);
            counts.add(result == null ? List.of() : Stream.of(result.labelValues)
                .map((LabelAndValue value) -> value.value.intValue()).collect(Collectors.toList()));
        }
        return new Found(((TopDocs) both[0]).totalHits.value, counts);
    }

    /** Memory of this process in MB, as Linux tells it. */
    private static double memory(final String name) throws IOException {
        for (final String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(name + ":")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return Double.NaN;
    }

    private record Found(long notices, List<List<Integer>> counts) {
    }
}
