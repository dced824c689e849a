package dev.lorikeet.simulation.saga;
public final class Try {
    public static void main(String[] a) {
        long from = Long.parseLong(a[0]), n = Long.parseLong(a[1]);
        boolean told = a.length > 2;
        long t0 = System.nanoTime(), steps = 0; int bad = 0; var s = new java.util.TreeMap<String, Long>(); long faults=0;
        for (long seed = from; seed < from + n; seed++) {
            var o = Saga.of(seed).told(told).run();
            steps += o.steps(); faults += o.struck().size();
            o.sometimes().forEach((k, v) -> s.merge(k, v, Long::sum));
            if (told) o.trace().forEach(System.out::println);
            if (o.broken().isPresent()) { bad++; if (bad < 25) System.out.println(seed + " faults " + o.struck().size() + " " + o.broken().get()); }
            if (n <= 5) System.out.println(o.hash() + " steps " + o.steps() + " struck " + o.struck().size() + " ms " + (System.nanoTime() - t0) / 1_000_000);
        }
        System.out.printf("%d seeds, %d bad, %.1f ms each, %d steps, %d faults%n", n, bad, (System.nanoTime() - t0) / 1e6 / n, steps / n, faults / n);
        s.forEach((k, v) -> System.out.println(v + " " + k));
    }
}
