package dev.lorikeet.storage.torch;

import java.util.Set;

/**
 * Names that are known from attacks. They make a refusal clearer and never decide anything: whatever is not in
 * {@link Known} is refused, whether it is in here or not.
 */
final class Danger {
    /** With everything in and below them. */
    private static final Set<String> MODULES = Set.of("_aix_support", "_ctypes", "_frozen_importlib",
            "_frozen_importlib_external", "_imp", "_interpreters", "_osx_support", "_pickle", "_posixsubprocess",
            "_pyrepl", "_thread", "_xxsubinterpreters", "aiohttp", "asyncio", "atexit", "bdb", "cProfile",
            "cloudpickle",
            "code", "codeop", "commands", "compileall", "ctypes", "dill", "distutils", "doctest", "ensurepip",
            "fileinput", "ftplib", "functools", "gc", "glob", "http", "httplib", "idlelib", "imaplib", "imp",
            "importlib",
            "inspect", "joblib", "lib2to3", "linecache", "logging", "marshal", "mmap", "multiprocessing", "nntplib",
            "nt", "numpy.distutils", "numpy.f2py", "numpy.testing._private.utils", "os", "pdb", "pexpect", "pickle",
            "pip", "pipes", "pkgutil", "platform", "poplib", "posix", "profile", "pty", "py_compile", "pydoc",
            "requests", "runpy", "select", "selectors", "shelve", "shutil", "signal", "site", "smtplib", "socket",
            "socketserver", "sqlite3", "ssl", "subprocess", "sys", "syslog", "tarfile", "telnetlib", "tempfile", "test",
            "threading", "timeit", "torch._dynamo", "torch._inductor", "torch.fx.experimental.symbolic_shapes",
            "torch.hub", "torch.jit", "torch.utils.bottleneck", "torch.utils.collect_env", "trace", "types", "unittest",
            "urllib", "urllib2", "uuid", "venv", "webbrowser", "xmlrpc", "zipfile", "zipimport");
    private static final Set<String> FUNCTIONS = Set.of("eval", "exec", "execfile", "compile", "getattr", "setattr",
            "apply", "open", "breakpoint", "__import__", "globals", "input");
    private static final Set<String> BUILTINS = Set.of("builtins", "__builtin__");
    private static final Set<String> NAMES = Set.of("_io.FileIO", "_operator.attrgetter", "_operator.itemgetter",
            "_operator.methodcaller", "operator.attrgetter", "operator.itemgetter", "operator.methodcaller",
            "torch.compile", "torch.load", "torch.serialization.load", "torch.storage._load_from_bytes",
            "torch._tensor._rebuild_from_type_v2", "torch.utils._config_module.ConfigModule.load_config",
            "torch.utils.data.datapipes.utils.decoder.basichandlers");

    private Danger() {}

    static boolean knows(String module, String name) {
        if (BUILTINS.contains(module)) {
            return FUNCTIONS.contains(name.split("\\.", 2)[0]);
        }
        return NAMES.contains(module + "." + name) || isBelowOne(module);
    }

    private static boolean isBelowOne(String module) {
        for (int dot = module.length(); dot > 0; dot = module.lastIndexOf('.', dot - 1)) {
            if (MODULES.contains(module.substring(0, dot))) {
                return true;
            }
        }
        return false;
    }
}
