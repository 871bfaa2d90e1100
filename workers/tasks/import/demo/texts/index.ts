import { attitude } from './attitude';
import { billing } from './billing';
import { broadband } from './broadband';
import { harassment } from './harassment';
import { network } from './network';
import { categoryIds, type CategoryId, type CategoryTexts } from './patterns';
import { plan } from './plan';
import { points } from './points';
import { suspension } from './suspension';

export interface Category {
  readonly id: CategoryId;
  /** What the company's staff write into the label column. */
  readonly label: string;
  /** The department that handles it. */
  readonly owner: string;
  /** How often it comes up, per group of customers in the order of `groups`. */
  readonly weights: readonly number[];
  readonly texts: CategoryTexts;
}

const byId: Readonly<Record<CategoryId, Omit<Category, 'id'>>> = {
  billing: { label: '资费争议', owner: '计费账务部', weights: [17, 17, 27, 15, 24], texts: billing },
  network: { label: '网络信号', owner: '网络优化中心', weights: [26, 10, 8, 25, 15], texts: network },
  broadband: { label: '宽带故障', owner: '装维中心', weights: [5, 30, 8, 10, 5], texts: broadband },
  plan: { label: '套餐变更', owner: '产品运营部', weights: [16, 13, 8, 12, 17], texts: plan },
  attitude: { label: '服务态度', owner: '客户服务部', weights: [8, 10, 16, 14, 9], texts: attitude },
  suspension: { label: '停复机', owner: '客户服务部', weights: [8, 5, 10, 4, 15], texts: suspension },
  points: { label: '积分权益', owner: '会员运营部', weights: [12, 7, 5, 13, 5], texts: points },
  harassment: { label: '营销骚扰', owner: '信息安全部', weights: [8, 8, 18, 7, 10], texts: harassment },
};

/** The eight categories in the order of their ids. */
export const categories: readonly Category[] = categoryIds.map((id) => ({ id, ...byId[id] }));

export { mixed } from './mixed';
export { fill, type Language } from './slots';
export { improvements } from './survey';
export { vague } from './vague';
