import { realisation } from './realisation.rules';
import { exampleTwo, correctedReadings, measureFacts, indicatorFact, conditionFact, unitFact, counted, stated, exampleAmounts, exampleTargets } from '../../../../test/support/measure-facts';
import { periodsOf } from '@kursholder/kernel';
const big = (method: 'pooled'|'weighted_mean') => measureFacts({ amounts: exampleAmounts, condition: conditionFact(), indicator: indicatorFact({ cadence: 'monthly', method,
  units: Array.from({length:50},(_,i)=>unitFact('u'+i, 10+i)), baseline: {percent:'9.00',series:null,position:5}, targets: exampleTargets,
  readings: periodsOf(2026,'monthly').flatMap((p,k)=>Array.from({length:50},(_,i)=> method==='pooled' ? counted('u'+i,{periodStart:p.start,periodEnd:p.end}, 800+i*3+k, 9000+i*17+k, 10+i) : stated('u'+i,{periodStart:p.start,periodEnd:p.end}, (8+(i%7)/10+k/100).toFixed(4), 10+i))) }) });
it('bench', () => {
  const time = (name: string, f: () => unknown, n = 300) => { for (let i=0;i<300;i++) f(); const t=performance.now(); const c=process.cpuUsage(); for (let i=0;i<n;i++) f(); const d=process.cpuUsage(c); console.log(name, ((performance.now()-t)/n).toFixed(4),'wall', ((d.user+d.system)/1000/n).toFixed(4), 'cpu ms'); };
  const b = big('pooled'), w = big('weighted_mean'), e = exampleTwo.facts(correctedReadings);
  time('example2', () => realisation(e, 2026, '2026-09-02'), 8000);
});
