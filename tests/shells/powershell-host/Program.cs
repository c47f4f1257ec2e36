using System.Management.Automation;
using System.Management.Automation.Runspaces;

// The real PowerShell engine in a program of our own, for machines without pwsh.
//   host <script>                   runs a script file; ends as `pwsh -File` would
//   host --complete <script> <line> runs it, then prints what Tab offers at the end of the line
//   host --repl [script]            runs it, then reads lines from the terminal
var mode = args.Length > 0 && args[0].StartsWith("--") ? args[0] : "";
var files = mode == "" ? args : args[1..];

var host = new ConsoleLikeHost();
using var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
runspace.Open();
Runspace.DefaultRunspace = runspace;
Run(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cmdlets.ps1")));
var failed = files.Length > 0 && !Run(File.ReadAllText(files[0]));

if (mode == "--complete")
{
    using var shell = PowerShell.Create(runspace);
    var result = CommandCompletion.CompleteInput(files[1], files[1].Length, null, shell);
    foreach (var match in result.CompletionMatches) Console.WriteLine(match.CompletionText);
}
// Not Console.ReadLine, which echoes by itself what the terminal has echoed already when it comes a moment early.
using var lines = new StreamReader(Console.OpenStandardInput());
while (mode == "--repl" && host.ExitCode is null)
{
    Console.Write("PS> ");
    if (lines.ReadLine() is not { } line) break;
    Run(line);
}
return host.ExitCode ?? (failed ? 1 : 0);

// As the console host does it: the output goes to Out-Default, which leaves the terminal to programs.
bool Run(string text)
{
    using var shell = PowerShell.Create(runspace);
    shell.AddScript(text).AddCommand("Out-Default");
    shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
    ConsoleCancelEventHandler stop = (_, pressed) => { pressed.Cancel = true; shell.BeginStop(null, null); };
    Console.CancelKeyPress += stop;
    try
    {
        shell.Invoke();
        return true;
    }
    catch (PipelineStoppedException) { return false; }
    catch (RuntimeException error)
    {
        Console.Error.WriteLine(error.ErrorRecord);
        return false;
    }
    finally { Console.CancelKeyPress -= stop; }
}
