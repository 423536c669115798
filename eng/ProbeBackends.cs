using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Asks the package sources which backends they serve, by restoring a project that wants nothing else, and writes the
/// answer down. ONNX Runtime has a second road: its npm package, packed as the NuGet package it corresponds to.
/// Compiled by MSBuild when it is needed (see Backends.proj), against .NET Standard 2.0.
/// </summary>
public class ProbeBackends : Task
{
    /// <summary>The backends: package, with the metadata Name and Required.</summary>
    [Required] public ITaskItem[] Backends { get; set; }

    /// <summary>The central package versions: package, with the metadata Version.</summary>
    [Required] public ITaskItem[] Versions { get; set; }

    /// <summary>What the answer depends on, in one hash.</summary>
    [Required] public string Fingerprint { get; set; }

    /// <summary>The answer as MSBuild properties and items, for the compilation.</summary>
    [Required] public string AnswerFile { get; set; }

    /// <summary>The answer with what it depends on, for the next restore: a project whose target Answer tells it while it holds.</summary>
    [Required] public string StateFile { get; set; }

    /// <summary>The folder that holds the probe, the npm road and the folder feed.</summary>
    [Required] public string EngFolder { get; set; }

    /// <summary>Where everything temporary goes.</summary>
    [Required] public string WorkFolder { get; set; }

    /// <summary>Ask again even if an answer with this fingerprint exists.</summary>
    public bool Force { get; set; }

    /// <summary>Settings of this restore that the probe's restore must share, as arguments.</summary>
    public string[] RestoreArguments { get; set; } = new string[0];

    /// <summary>The answer: package, with the metadata Name, Version, Live, Summary and Folder.</summary>
    [Output] public ITaskItem[] Answers { get; set; }

    private const string OnnxRuntime = "Microsoft.ML.OnnxRuntime";
    private const string NpmPackage = "com.github.asus4.onnxruntime";
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan LifeOfALeftOut = TimeSpan.FromHours(24);
    private static readonly TimeSpan LifeOfAnUnreachable = TimeSpan.FromMinutes(2);

    private string Feed => Path.Combine(EngFolder, "feed");

    public override bool Execute()
    {
        Directory.CreateDirectory(WorkFolder);
        using (FileStream held = Lock(Path.Combine(WorkFolder, "lock")))
        {
            if (held == null)
            {
                Log.LogError(null, "INTEROP001", null, null, 0, 0, 0, 0,
                    "Another build has been asking for the backends for {0} minutes ({1} is locked). End it, and build again.",
                    LockPatience.TotalMinutes, Path.Combine(WorkFolder, "lock"));
                return false;
            }

            // Somebody else may have found the answer while this build waited for the lock.
            Answers = Force ? null : ReadAnswers();
            if (Answers != null) return true;

            List<Answer> answers = Backends.Select(Ask).ToList();
            foreach (Answer missing in answers.Where(a => a.Required && !a.Live))
            {
                Log.LogError(null, "INTEROP002", null, null, 0, 0, 0, 0, "{0}", missing.Reason);
            }

            if (Log.HasLoggedErrors) return false;

            WriteIfDifferent(AnswerFile, Describe(answers));
            WriteIfDifferent(StateFile, Remember(answers));
            Answers = ReadAnswers();
            return true;
        }
    }

    /// <summary>The kept answer if it is this question's and still holds, else null.</summary>
    private ITaskItem[] ReadAnswers()
    {
        if (!File.Exists(StateFile) || !File.Exists(AnswerFile)) return null;
        XElement state = XElement.Load(StateFile);
        if ((string)state.Descendants("AnswerFingerprint").FirstOrDefault() != Fingerprint) return null;
        if ((long)state.Descendants("AnswerExpires").First() < DateTime.UtcNow.Ticks) return null;
        var items = new List<ITaskItem>();
        foreach (XElement answer in state.Elements("ItemGroup").Elements("BackendAnswer"))
        {
            var item = new TaskItem((string)answer.Attribute("Include"));
            foreach (XAttribute metadata in answer.Attributes().Where(a => a.Name != "Include"))
            {
                item.SetMetadata(metadata.Name.LocalName, metadata.Value);
            }

            if (item.GetMetadata("Live") == "true" && !Directory.Exists(item.GetMetadata("Folder"))) return null;
            items.Add(item);
        }

        return items.ToArray();
    }

    private Answer Ask(ITaskItem backend)
    {
        var answer = new Answer
        {
            Package = backend.ItemSpec,
            Name = backend.GetMetadata("Name"),
            Version = Versions.First(v => v.ItemSpec == backend.ItemSpec).GetMetadata("Version"),
            Required = backend.GetMetadata("Required") == "true",
        };
        Restore(answer);
        if (!answer.Live && answer.Package == OnnxRuntime)
        {
            string nuget = answer.Reason;
            string npm = PackFromNpm(answer.Version);
            if (npm == null)
            {
                Restore(answer);
                npm = answer.Live ? null : "the package made from it could not be restored: " + answer.Reason;
            }

            if (npm != null)
            {
                answer.Reason =
                    $"ONNX Runtime can be reached by neither of its two roads. "
                    + $"NuGet: {OnnxRuntime} {answer.Version}: {nuget}. "
                    + $"npm: {NpmPackage}: {npm}. "
                    + $"What to do: make one of them reachable. Either add a package source that serves {OnnxRuntime} {answer.Version} "
                    + $"('dotnet nuget add source <url or folder>'), or install Node.js with npm and let it reach a registry that serves {NpmPackage}. Then build again.";
            }
        }

        return answer;
    }

    /// <summary>The probe proper: does a project that wants this package, and nothing else, restore?</summary>
    private void Restore(Answer answer)
    {
        string folder = Path.Combine(WorkFolder, answer.Package);
        if (Directory.Exists(folder)) Directory.Delete(folder, true);
        string arguments = $"restore {Quote(Path.Combine(EngFolder, "probe", "Probe.csproj"))} -p:ProbePackage={answer.Package} -p:ProbeVersion={answer.Version} -p:ProbeFolder={Quote(folder)} -nologo -v:minimal -tl:off "
            + string.Join(" ", RestoreArguments.Select(Quote));
        Outcome outcome = Run(DotNet, arguments, EngFolder);
        string assets = Path.Combine(folder, "project.assets.json");
        answer.Live = outcome.Code == 0 && File.Exists(assets);
        if (!answer.Live)
        {
            Match error = Regex.Match(outcome.Text, @"error (?<code>[A-Z]+\d+)\s*:\s*(?<text>[^\r\n]*)");
            string code = error.Groups["code"].Value;
            answer.Unreachable = code == "NU1301";
            answer.Reason =
                code == "NU1101" ? "no package source serves it"
                : code == "NU1102" || code == "NU1103" ? "no package source serves this version"
                : code == "NU1301" ? "a package source could not be reached: " + Line(error.Groups["text"].Value)
                : error.Success ? code + ": " + Line(error.Groups["text"].Value)
                : "its restore failed: " + Line(outcome.Text);
            return;
        }

        string text = File.ReadAllText(assets);
        string packages = Regex.Unescape(Regex.Match(text, "\"packageFolders\"\\s*:\\s*\\{\\s*\"(?<path>[^\"]+)\"").Groups["path"].Value);
        Match library = Regex.Match(text, "\"" + Regex.Escape(answer.Package) + "/(?<version>[^\"]+)\"\\s*:\\s*\\{[^}]*\"path\"\\s*:\\s*\"(?<path>[^\"]+)\"", RegexOptions.IgnoreCase);
        answer.Version = library.Groups["version"].Value;
        answer.Folder = Path.Combine(packages, library.Groups["path"].Value);
        string origin = Path.Combine(answer.Folder, "interop-origin.txt");
        answer.Origin = File.Exists(origin) ? File.ReadAllText(origin).Trim() : "NuGet";
    }

    /// <summary>Packs ONNX Runtime's npm package as its NuGet package; returns null, or why that did not work.</summary>
    private string PackFromNpm(string version)
    {
        Log.LogMessage(MessageImportance.High, "NuGet does not serve {0} {1}; packing it from npm's {2} ...", OnnxRuntime, version, NpmPackage);
        string folder = Path.Combine(WorkFolder, "npm");
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, true);
            Directory.CreateDirectory(folder);
            return PackFromNpm(version, folder);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private string PackFromNpm(string version, string folder)
    {
        string road = Path.Combine(EngFolder, "onnxruntime");
        foreach (string file in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(road, file), Path.Combine(folder, file));
        }

        // The lock file pins the package's version and hash; npm refuses anything else.
        Outcome npm = Path.DirectorySeparatorChar == '\\'
            ? Run("cmd.exe", "/d /c npm ci --ignore-scripts --no-audit --no-fund --loglevel=error", folder)
            : Run("npm", "ci --ignore-scripts --no-audit --no-fund --loglevel=error", folder);
        if (npm.Code != 0) return npm.Started ? "npm could not install it: " + Line(npm.Text) : "npm could not be started, so Node.js is probably not installed";

        string unpacked = Path.Combine(folder, "node_modules", NpmPackage);
        Match carried = Regex.Match(File.ReadAllText(Path.Combine(unpacked, "README.md")), @"ONNX Runtime: \[(?<version>\d+\.\d+\.\d+)\]");
        if (carried.Groups["version"].Value != version) return $"it carries version '{carried.Groups["version"].Value}', not {version}";

        string system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "Windows" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "macOS" : "Linux";
        string platform = Path.Combine(system, RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant());
        if (!Directory.Exists(Path.Combine(unpacked, "Plugins", platform))) return $"it carries no native library for {platform.Replace('\\', ' ').Replace('/', ' ')}";

        Outcome pack = Run(DotNet, $"pack {Quote(Path.Combine(road, OnnxRuntime + ".csproj"))} -c Release -nologo -v:quiet -tl:off -p:Unpacked={Quote(unpacked)} -p:PackVersion={version} -p:PackFolder={Quote(folder)} -o {Quote(folder)}", road);
        if (pack.Code != 0) return "packing it failed: " + Line(pack.Text);

        string made = OnnxRuntime + "." + version + ".nupkg";
        string home = Path.Combine(Feed, made);
        if (File.Exists(home)) File.Delete(home);
        File.Move(Path.Combine(folder, made), home);
        return null;
    }

    private static string Describe(List<Answer> answers) =>
        new XElement("Project",
            new XComment(" Written by eng/Backends.proj: what the package sources of this machine serve. "),
            new XElement("PropertyGroup",
                new XElement("HasBackendAnswers", "true"),
                answers.Select(a => new XElement("Has" + a.Name, a.Live ? "true" : "false"))),
            new XElement("ItemGroup", answers.Select(a => a.ToItem(false)))).ToString() + "\n";

    private string Remember(List<Answer> answers)
    {
        long expires = answers.Any(a => a.Unreachable) ? (DateTime.UtcNow + LifeOfAnUnreachable).Ticks
            : answers.Any(a => !a.Live) ? (DateTime.UtcNow + LifeOfALeftOut).Ticks
            : DateTime.MaxValue.Ticks;
        return new XElement("Project",
            new XComment(" Written by Backends.proj: the answer in ../backends.props, and what it depends on. "),
            new XElement("PropertyGroup",
                new XElement("AnswerFingerprint", Fingerprint),
                new XElement("AnswerExpires", expires)),
            new XElement("ItemGroup", answers.Select(a => a.ToItem(true))),
            new XElement("Target", new XAttribute("Name", "Answer"), new XAttribute("Returns", "@(_Held)"),
                new XElement("ItemGroup",
                    new XElement("_Gone", new XAttribute("Include", "@(BackendAnswer)"),
                        new XAttribute("Condition", "'%(BackendAnswer.Live)' == 'true' and !Exists('%(BackendAnswer.Folder)')")),
                    new XElement("_Held", new XAttribute("Include", "@(BackendAnswer)"),
                        new XAttribute("Condition", "'$(Fingerprint)' == '$(AnswerFingerprint)' and '@(_Gone)' == '' and $(AnswerExpires) > $([System.DateTime]::UtcNow.Ticks)"))))).ToString() + "\n";
    }

    private static void WriteIfDifferent(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text) return;
        string fresh = path + "." + Process.GetCurrentProcess().Id;
        File.WriteAllText(fresh, text);
        if (File.Exists(path)) File.Replace(fresh, path, null);
        else File.Move(fresh, path);
    }

    private static FileStream Lock(string path)
    {
        Stopwatch patience = Stopwatch.StartNew();
        while (patience.Elapsed < LockPatience)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(200);
            }
        }

        return null;
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private Outcome Run(string program, string arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // The child is a build of its own, not a part of this one.
        foreach (string name in new[] { "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILDUSESERVER" })
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        var text = new StringBuilder();
        try
        {
            using (var process = new Process { StartInfo = start })
            {
                DataReceivedEventHandler keep = (sender, e) => { lock (text) text.AppendLine(e.Data); };
                process.OutputDataReceived += keep;
                process.ErrorDataReceived += keep;
                process.Start();
                process.StandardInput.Close();
                process.BeginOutputReadLine();
                process.BeginErrorReadLine();
                process.WaitForExit();
                Log.LogMessage(MessageImportance.Low, "{0} {1}\n{2}", program, arguments, text);
                return new Outcome { Code = process.ExitCode, Text = text.ToString(), Started = true };
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return new Outcome { Code = -1, Text = exception.Message };
        }
    }

    private static string Quote(string argument) => "\"" + argument.TrimEnd('\\') + "\"";

    /// <summary>A message of a tool, made into one line that can stand in ours.</summary>
    private static string Line(string text)
    {
        string line = Regex.Replace(text, @"\s+", " ").Replace('|', '/').Replace('"', '\'').Replace('\\', '/').Trim().TrimEnd('.');
        line = Regex.Replace(line, @" \[[^\]]*proj\]$", "");
        return line.Length <= 300 ? line : line.Substring(0, 300) + "...";
    }

    private sealed class Outcome
    {
        public int Code;
        public string Text;
        public bool Started;
    }

    private sealed class Answer
    {
        public string Package, Name, Version, Reason = "", Folder = "", Origin = "";
        public bool Required, Live, Unreachable;

        public string Summary => Live
            ? $"{Package} {Version}: live, from {Origin}"
            : $"{Package} {Version}: left out, {Reason}";

        /// <summary>The answer as an MSBuild item; what MSBuild would read as its own syntax is escaped.</summary>
        public XElement ToItem(bool withFolder) =>
            new XElement("BackendAnswer",
                new XAttribute("Include", Package),
                new XAttribute("Name", Name),
                new XAttribute("Version", Version),
                new XAttribute("Live", Live ? "true" : "false"),
                new XAttribute("Summary", Escape(Summary)),
                withFolder ? new XAttribute("Folder", Escape(Folder)) : null);

        private static string Escape(string text) => Regex.Replace(text, @"[%*?@$();']", c => "%" + ((int)c.Value[0]).ToString("X2"));
    }
}
